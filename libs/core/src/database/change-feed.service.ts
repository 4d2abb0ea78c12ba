import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { type CoreConfig, coreConfig } from '../core.config';
import { KEEP_ALIVE } from './keep-alive';

const RECONNECT_MS = 1_000;

export interface ChangeFollower {
  /** A committed transaction has notified the channel. */
  onChange: (payload: string) => void;
  /** The feed may have missed notifications, before this call or until it is live again. */
  onGap: () => void;
}

/**
 * Delivers the notifications that any process sends with `pg_notify` to followers in this process, over one connection.
 * Between a gap and the next `isLive`, do not trust anything that depends on notifications.
 */
@Injectable()
export class ChangeFeedService implements OnModuleDestroy {
  private readonly logger = new Logger('ChangeFeed');
  private readonly followers = new Map<string, ChangeFollower[]>();
  private client?: Client;
  private retry?: NodeJS.Timeout;
  /** One attempt after the other: two connections at a time would exceed what a process may have. */
  private attempts = Promise.resolve();
  private live = false;
  private stopped = false;

  constructor(@Inject(coreConfig.KEY) private readonly config: CoreConfig) {}

  get isLive(): boolean {
    return this.live;
  }

  /** Call it while the module starts; the first follower opens the connection. */
  follow(channel: string, follower: ChangeFollower): void {
    this.followers.set(channel, [...(this.followers.get(channel) ?? []), follower]);
    this.interrupt();
    this.reconnectIn(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async reconnect(): Promise<void> {
    if (this.stopped) return;
    this.interrupt();
    const previous = this.client;
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'reelway-changes',
      ...KEEP_ALIVE,
      connectionTimeoutMillis: 3_000,
    });
    this.client = client;
    await previous?.end().catch(() => undefined);
    client.on('notification', ({ channel, payload }) =>
      this.followers.get(channel)?.forEach(({ onChange }) => onChange(payload ?? '')),
    );
    client.on('error', (error) => this.logger.warn(`connection lost: ${error.message}`));
    client.on('end', () => this.lose(client));
    try {
      await client.connect();
      for (const channel of this.followers.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
      this.live = !this.stopped && client === this.client;
    } catch (error) {
      // A connection that failed after a later follower had replaced it does no harm.
      if (!this.stopped && client === this.client)
        this.logger.warn(`cannot listen for changes, so nothing is cached: ${(error as Error).message}`);
      await client.end().catch(() => undefined);
      this.lose(client);
    }
  }

  private lose(client: Client): void {
    if (client !== this.client) return;
    this.interrupt();
    if (!this.stopped) this.reconnectIn(RECONNECT_MS);
  }

  /** All followers may miss notifications until the feed is live again. */
  private interrupt(): void {
    this.live = false;
    for (const { onGap } of [...this.followers.values()].flat()) onGap();
  }

  private reconnectIn(ms: number): void {
    clearTimeout(this.retry);
    const reconnect = () => {
      this.attempts = this.attempts.then(() => this.reconnect());
    };
    this.retry = setTimeout(reconnect, ms).unref();
  }
}
