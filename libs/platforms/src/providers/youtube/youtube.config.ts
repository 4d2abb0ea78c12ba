import { defineConfig, EnvInteger, EnvString, EnvUrl, insecureAddresses } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class YoutubeEnv {
  /** OAuth client id of the Google Cloud project. Its redirect address is `BASE_URL/oauth/youtube/callback`. */
  @EnvString()
  GOOGLE_CLIENT_ID?: string;

  /** Secret of that client. */
  @EnvString({ secret: true })
  GOOGLE_CLIENT_SECRET?: string;

  /** Address of Google's consent page; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  GOOGLE_AUTH_URL = 'https://accounts.google.com';

  /** Address at which Google issues tokens; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  GOOGLE_TOKEN_URL = 'https://oauth2.googleapis.com';

  /** Address of the YouTube Data API; another one only for emulators. */
  @EnvUrl(['https', 'http'])
  YOUTUBE_API_URL = 'https://www.googleapis.com';

  /** Uploads that the quota of the Google Cloud project allows in a day, for all channels together. The day begins at midnight in California. */
  @EnvInteger({ min: 1, max: 1_000_000 })
  YOUTUBE_DAILY_UPLOADS = 100;

  /** How many of them one workspace may take, so that something remains for the others. */
  @EnvInteger({ min: 1, max: 1_000_000 })
  YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE = 40;

  /** Units that the quota of the project allows in the same day, for all calls but those that open uploads. */
  @EnvInteger({ min: 1_000, max: 1_000_000_000 })
  YOUTUBE_DAILY_UNITS = 10_000;

  /** Addresses without TLS. */
  productionFaults(): string[] {
    const { GOOGLE_AUTH_URL, GOOGLE_TOKEN_URL, YOUTUBE_API_URL } = this;
    return insecureAddresses({ GOOGLE_AUTH_URL, GOOGLE_TOKEN_URL, YOUTUBE_API_URL });
  }
}

export const youtubeConfig = defineConfig('platforms.youtube', YoutubeEnv);
export type YoutubeConfig = ConfigType<typeof youtubeConfig>;
