import { type CoreConfig, coreConfig, type ProviderDefinition } from '@app/core';
import { queueNames } from '../../contracts/queues';
import { PostgresQueueStore } from './postgres-queue-store';

/** A worker listens to each queue on a connection of its own; two more serve the statements of all queues. */
const POOL_SIZE = queueNames.length + 2;

/** Always configured: it uses the product's own database. */
export const postgres: ProviderDefinition<PostgresQueueStore, 'postgres'> = {
  name: 'postgres',
  provide: {
    provide: PostgresQueueStore,
    inject: [coreConfig.KEY],
    useFactory: ({ DATABASE_URL }: CoreConfig) =>
      new PostgresQueueStore({ connectionString: DATABASE_URL, poolSize: POOL_SIZE }),
  },
};
