import type { ProviderDefinition } from '@app/core';
import type { QueueStore } from '../queue-store';
import { postgres } from './postgres';
import { redis } from './redis';

/** Every queue store, in order of preference: the first configured one holds the queues. */
export const queueStores = [redis, postgres] as const satisfies readonly ProviderDefinition<QueueStore>[];
