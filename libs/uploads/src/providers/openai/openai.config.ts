import { defineConfig, EnvString, EnvUrl, insecureAddresses, isLocalAddress } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class OpenaiEnv {
  /**
   * Base address of an OpenAI-compatible API such as `https://api.openai.com/v1`: it writes automatic captions. In
   * production, `http://` may lead only to a private address or a name of the own network. Default: built-in templates.
   */
  @EnvUrl(['https', 'http'])
  CAPTION_API_BASE?: string;

  /** Key of that API, sent as Bearer token. */
  @EnvString({ secret: true })
  CAPTION_API_KEY?: string;

  /** Model that writes the captions. */
  @EnvString()
  CAPTION_MODEL = 'gpt-4o-mini';

  /** An address without TLS that leaves the own network. */
  productionFaults(): string[] {
    const { CAPTION_API_BASE } = this;
    return CAPTION_API_BASE && isLocalAddress(CAPTION_API_BASE) ? [] : insecureAddresses({ CAPTION_API_BASE });
  }
}

export const openaiConfig = defineConfig('uploads.openai', OpenaiEnv);
export type OpenaiConfig = ConfigType<typeof openaiConfig>;
