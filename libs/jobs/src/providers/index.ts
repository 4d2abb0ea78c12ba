export { PostgresQueueStore } from './postgres/postgres-queue-store';
export { QueueStore } from './queue-store';
export { RedisQueueStore } from './redis/redis-queue-store';
