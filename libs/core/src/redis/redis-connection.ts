import { Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import Redis from 'ioredis';
import { backoffMs } from '../backoff';
import type { HealthCheck, HealthReport } from '../http/health';

const SILENCE_MS = 50;
const START_PATIENCE_MS = 500;
/** Milliseconds that a new connection may take to answer its first command before we try another one. */
const HANDSHAKE_MS = 2_000;

/**
 * A Redis connection for work that can also be done without Redis: it never queues, never retries, and fails fast. It
 * is its own circuit breaker: we disconnect a Redis that stops answering, and until a reconnection (which backs off to
 * two seconds) has answered, `ready` is false and nothing waits.
 */
export class RedisConnection implements OnModuleInit, OnApplicationShutdown, HealthCheck {
  private readonly logger = new Logger('Redis');
  private readonly client?: Redis;
  private readonly waiting = new Set<(error: Error) => void>();
  private timer?: NodeJS.Timeout;
  private answered = false;

  /**
   * @param url `redis[s]://…`; undefined makes a connection that is never ready
   * @param silenceMs the longest time in which Redis may answer nothing while a command waits
   */
  constructor(
    url: string | undefined,
    name = 'reelway',
    private readonly silenceMs = SILENCE_MS,
  ) {
    if (!url) return;
    this.client = new Redis(url, {
      connectionName: name,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      autoResendUnfulfilledCommands: false,
      connectTimeout: 200,
      keepAlive: 10_000,
      disconnectTimeout: 100,
      retryStrategy: (attempt) => backoffMs(attempt, { firstMs: 100, maxMs: 2_000 }),
    });
    this.client.on('error', (error) => this.logger.debug(error.message));
    this.client.on('connect', () =>
      setTimeout(() => this.client?.status === 'connect' && this.client.disconnect(true), HANDSHAKE_MS).unref(),
    );
  }

  /** False when no Redis is configured. */
  get configured(): boolean {
    return this.client !== undefined;
  }

  get ready(): boolean {
    return this.client?.status === 'ready';
  }

  /** Connects; an unavailable Redis does not delay the start. */
  async onModuleInit(): Promise<void> {
    if (!this.client) return;
    const connected = this.client.connect().catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([connected, new Promise((resolve) => (timer = setTimeout(resolve, START_PATIENCE_MS)))]);
    clearTimeout(timer);
  }

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.client?.disconnect();
  }

  /**
   * Runs one command, or a few.
   * @throws Error immediately when Redis is not connected, and when it answered nothing at all for one to two times
   * `silenceMs`
   */
  run<T>(command: (redis: Redis) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client || client.status !== 'ready') return Promise.reject(new Error('Redis is not connected'));
    return new Promise<T>((resolve, reject) => {
      this.waiting.add(reject);
      this.watch(client);
      const settle = () => {
        this.answered = true;
        this.waiting.delete(reject);
      };
      command(client).finally(settle).then(resolve, reject);
    });
  }

  async check(): Promise<HealthReport> {
    if (!this.configured)
      return { status: 'ok', detail: 'Redis is not configured; rate limits are counted in each process' };
    const pong = await this.run((redis) => redis.ping()).catch(() => undefined);
    return pong
      ? { status: 'ok' }
      : {
          status: 'degraded',
          detail: 'Redis does not answer; rate limits are counted in each process until it is back',
        };
  }

  /**
   * Measures how long Redis sends nothing, not the age of a command: the last of a thousand commands is late although
   * Redis works. For the same reason our own event loop first reads what has arrived.
   */
  private watch(client: Redis): void {
    this.timer ??= setTimeout(() => {
      setImmediate(() => {
        this.timer = undefined;
        if (this.waiting.size === 0) return;
        if (this.answered) {
          this.answered = false;
          this.watch(client);
        } else {
          this.giveUp(client);
        }
      });
    }, this.silenceMs);
  }

  private giveUp(client: Redis): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    client.disconnect(true);
    for (const reject of waiting) reject(new Error(`Redis answered nothing for ${this.silenceMs} ms`));
  }
}
