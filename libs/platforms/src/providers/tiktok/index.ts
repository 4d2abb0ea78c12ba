import type { PlatformProviderDefinition } from '../../platform-adapter';
import { platformApp } from '../../platform-app';
import { TiktokAdapter } from './tiktok.adapter';
import { type TiktokConfig, tiktokConfig } from './tiktok.config';

/** Configured when `TIKTOK_CLIENT_KEY` and `TIKTOK_CLIENT_SECRET` are set. */
export const tiktok: PlatformProviderDefinition<TiktokAdapter, 'tiktok'> = {
  name: 'tiktok',
  config: tiktokConfig,
  enabledBy: 'TIKTOK_CLIENT_KEY',
  provide: {
    provide: TiktokAdapter,
    inject: [tiktokConfig.KEY],
    useFactory: ({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET, TIKTOK_AUTH_URL, TIKTOK_API_URL }: TiktokConfig) => {
      const app = platformApp({ TIKTOK_CLIENT_KEY, TIKTOK_CLIENT_SECRET });
      return app && new TiktokAdapter(app, { auth: TIKTOK_AUTH_URL, api: TIKTOK_API_URL });
    },
  },
};
