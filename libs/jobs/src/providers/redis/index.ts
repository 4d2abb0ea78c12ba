import { type CoreConfig, coreConfig, type ProviderDefinition } from '@app/core';
import { RedisQueueStore } from './redis-queue-store';

/** Configured when `REDIS_URL` is set. */
export const redis: ProviderDefinition<RedisQueueStore, 'redis'> = {
  name: 'redis',
  enabledBy: 'REDIS_URL',
  provide: {
    provide: RedisQueueStore,
    inject: [coreConfig.KEY],
    useFactory: ({ REDIS_URL }: CoreConfig) => (REDIS_URL ? new RedisQueueStore(REDIS_URL) : undefined),
  },
};
