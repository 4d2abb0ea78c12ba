import { defineConfig, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class TiktokEnv {
  /** Client key of the app at developers.tiktok.com. Its redirect address is `BASE_URL/oauth/tiktok/callback`. */
  @EnvString()
  TIKTOK_CLIENT_KEY?: string;

  /** Client secret of that app. */
  @EnvString({ secret: true })
  TIKTOK_CLIENT_SECRET?: string;

  /** Address of TikTok's consent page; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  TIKTOK_AUTH_URL = 'https://www.tiktok.com';

  /** Address of TikTok's API; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  TIKTOK_API_URL = 'https://open.tiktokapis.com';

  /** Addresses without TLS. */
  productionFaults(): string[] {
    const { TIKTOK_AUTH_URL, TIKTOK_API_URL } = this;
    return insecureAddresses({ TIKTOK_AUTH_URL, TIKTOK_API_URL });
  }
}

export const tiktokConfig = defineConfig('platforms.tiktok', TiktokEnv);
export type TiktokConfig = ConfigType<typeof tiktokConfig>;
