import type { PlatformProviderDefinition } from '../../platform-adapter';
import { platformApp } from '../../platform-app';
import { YoutubeAdapter } from './youtube.adapter';
import { type YoutubeConfig, youtubeConfig } from './youtube.config';

/** Configured when `GOOGLE_CLIENT_ID` and `GOOGLE_CLIENT_SECRET` are set. */
export const youtube: PlatformProviderDefinition<YoutubeAdapter, 'youtube'> = {
  name: 'youtube',
  aliases: ['google'],
  config: youtubeConfig,
  enabledBy: 'GOOGLE_CLIENT_ID',
  provide: {
    provide: YoutubeAdapter,
    inject: [youtubeConfig.KEY],
    useFactory: ({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, ...config }: YoutubeConfig) => {
      const app = platformApp({ GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET });
      const { GOOGLE_AUTH_URL: auth, GOOGLE_TOKEN_URL: token, YOUTUBE_API_URL: api } = config;
      const { YOUTUBE_DAILY_UPLOADS: posts, YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: perOwner } = config;
      const { YOUTUBE_DAILY_UNITS: units } = config;
      return app && new YoutubeAdapter(app, { auth, token, api }, { posts, perOwner, units });
    },
  },
};
