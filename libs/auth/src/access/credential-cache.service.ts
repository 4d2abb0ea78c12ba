import { ChangeFeedService } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Subject } from 'rxjs';

/** Milliseconds for which an answer is kept at most, in case the notification of a change is lost. */
const TTL_MS = 5_000;
const MAX_ENTRIES = 10_000;
/** Milliseconds for which the cache reuses a reading of the clock; each reading sets a timer. */
const CLOCK_MS = 100;
/**
 * Triggers on users, api_keys, sessions and members raise it, with the user's id, in every transaction that changes
 * what a user may do.
 */
const CHANNEL = 'credentials_changed';

/** A cached credential; dropped when one of these users changes. */
interface Holder {
  userId: string;
  /** The current workspace, which has its owner's id. */
  workspaceId?: string;
}

/**
 * Caches the owner of each credential. Postgres notifies every process of changes; without that connection nothing is
 * cached, so a revoked credential outlives its revocation by a moment at most.
 */
@Injectable()
export class CredentialCacheService implements OnModuleInit {
  private readonly entries = new LRUCache<string, Holder>({
    max: MAX_ENTRIES,
    ttl: TTL_MS,
    ttlResolution: CLOCK_MS,
  });
  private readonly loading = new Map<string, { generation: number; value: Promise<unknown> }>();
  private generation = 0;
  /**
   * Ids of users whose credentials changed, after their entries were dropped; undefined when anything may have changed.
   */
  readonly changed = new Subject<string | undefined>();

  constructor(private readonly changes: ChangeFeedService) {}

  onModuleInit(): void {
    this.changes.follow(CHANNEL, { onChange: (userId) => this.forget(userId ?? ''), onGap: () => this.forgetAll() });
  }

  /** @param key a digest of the credential, never the credential itself */
  lookup<T extends Holder>(key: string, load: () => Promise<T | undefined>): T | Promise<T | undefined> {
    return (this.entries.get(key) as T | undefined) ?? this.load(key, load);
  }

  private async load<T extends Holder>(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const { generation } = this;
    // Concurrent requests with one credential share one query.
    const running = this.loading.get(key);
    if (running?.generation === generation && this.changes.isLive) return running.value as Promise<T | undefined>;
    const started = { generation, value: load() };
    this.loading.set(key, started);
    const value = await started.value.finally(() => this.loading.get(key) === started && this.loading.delete(key));
    // The row may lack a change that arrived while it was being read.
    if (value && this.changes.isLive && generation === this.generation) this.entries.set(key, value);
    return value;
  }

  /** For changes made by this process, which need not wait for the notification. */
  forget(userId: string): void {
    this.generation += 1;
    for (const [key, holder] of this.entries)
      if (holder.userId === userId || holder.workspaceId === userId) this.entries.delete(key);
    this.changed.next(userId);
  }

  private forgetAll(): void {
    this.generation += 1;
    this.entries.clear();
    this.changed.next(undefined);
  }
}
