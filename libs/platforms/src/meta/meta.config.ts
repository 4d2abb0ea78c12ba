import { defineConfig, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class MetaEnv {
  /**
   * Id of the app at developers.facebook.com, for Facebook and Instagram. Its redirect addresses are
   * `BASE_URL/oauth/facebook/callback` and `BASE_URL/oauth/instagram/callback`.
   */
  @EnvString({ pattern: /^\w+$/, hint: 'be the id of an app' })
  META_APP_ID?: string;

  /** Secret of that app. */
  @EnvString({ secret: true })
  META_APP_SECRET?: string;

  /** Version of the Graph API. Meta serves v23.0 until 8 October 2027. */
  @EnvString({ pattern: /^v\d{1,3}\.\d$/, hint: 'be a version such as v23.0' })
  META_API_VERSION = 'v23.0';

  /** Address of Facebook's consent page; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  META_DIALOG_URL = 'https://www.facebook.com';

  /** Address of the Graph API; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  META_GRAPH_URL = 'https://graph.facebook.com';

  /** Address of the Graph API for the bytes of videos; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  META_GRAPH_VIDEO_URL = 'https://graph-video.facebook.com';

  /** Addresses without TLS. */
  productionFaults(): string[] {
    const { META_DIALOG_URL, META_GRAPH_URL, META_GRAPH_VIDEO_URL } = this;
    return insecureAddresses({ META_DIALOG_URL, META_GRAPH_URL, META_GRAPH_VIDEO_URL });
  }
}

export const metaConfig = defineConfig('platforms.meta', MetaEnv);
export type MetaConfig = ConfigType<typeof metaConfig>;
