import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Client } from 'pg';
import { type CoreConfig, coreConfig } from '../core.config';

const RECONNECT_MS = 1_000;

export interface ChangeFollower {
  /** A committed transaction has notified the channel. */
  onChange: (payload: string) => void;
  /** Notifications may have been missed, before this call or until the feed is live again. */
  onGap: () => void;
}

/**
 * Tells followers in this process what transactions of any process announce with `pg_notify`, over one connection. Between a gap and
 * `isLive` nothing that depends on notifications may be believed.
 */
@Injectable()
export class ChangeFeedService implements OnModuleDestroy {
  private readonly logger = new Logger('ChangeFeed');
  private readonly followers = new Map<string, ChangeFollower[]>();
  private client?: Client;
  private retry?: NodeJS.Timeout;
  private live = false;
  private stopped = false;

  constructor(@Inject(coreConfig.KEY) private readonly config: CoreConfig) {}

  get isLive(): boolean {
    return this.live;
  }

  /** Called while the module starts; the connection is opened for the first follower. */
  follow(channel: string, follower: ChangeFollower): void {
    this.followers.set(channel, [...(this.followers.get(channel) ?? []), follower]);
    this.live = false;
    // Those who follow already may miss what is announced until the feed is live again.
    for (const { onGap } of [...this.followers.values()].flat()) onGap();
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.reconnect(), 0).unref();
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async reconnect(): Promise<void> {
    const previous = this.client;
    const client = new Client({
      connectionString: this.config.DATABASE_URL,
      application_name: 'reelway-changes',
      keepAlive: true,
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
      // One that a later follower replaced while it was still connecting has done no harm.
      if (!this.stopped && client === this.client)
        this.logger.warn(`cannot listen for changes, nothing is cached: ${(error as Error).message}`);
      await client.end().catch(() => undefined);
      this.lose(client);
    }
  }

  private lose(client: Client): void {
    if (client !== this.client) return;
    this.live = false;
    for (const { onGap } of [...this.followers.values()].flat()) onGap();
    if (this.stopped) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.reconnect(), RECONNECT_MS).unref();
  }
}
