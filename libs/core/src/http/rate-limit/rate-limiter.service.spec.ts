import { Logger } from '@nestjs/common';
import { metricsRegistry } from '../../logging/metrics';
import { RedisConnection } from '../../redis/redis-connection';
import { RateLimiterService } from './rate-limiter.service';

describe('a process that counts limits by itself', () => {
  it.each([
    ['reports that Redis does not count when it is configured', 'redis://127.0.0.1:1', 0],
    ['reports nothing about a Redis that is not configured', undefined, undefined],
  ])('%s', async (_, url, expected) => {
    metricsRegistry.resetMetrics();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const service = new RateLimiterService(new RedisConnection(url), { QUEUE_PREFIX: 'test' });
    await service.take('test', [{ key: 'a', limit: 1, windowMs: 1_000 }]);
    const { values = [] } = (await metricsRegistry.getSingleMetric('rate_limit_backend')?.get()) ?? {};
    expect(values.find(({ labels }) => labels.backend === 'redis')?.value).toBe(expected);
  });
});
