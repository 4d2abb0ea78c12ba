import type { ProviderDefinition } from '@app/core';
import type { QueueStore } from '../queue-store';
import { postgres } from './postgres';
import { redis } from './redis';

/** Every queue store, in order of preference: the first that is configured holds the queues. */
export const queueStores = [redis, postgres] as const satisfies readonly ProviderDefinition<QueueStore>[];
