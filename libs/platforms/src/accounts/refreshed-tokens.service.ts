import { setTimeout as pause } from 'node:timers/promises';
import { databaseUnavailable, toAppError } from '@app/core';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import type { AccountTokens } from '../platform-adapter';
import { PlatformAccountsRepository } from './platform-accounts.repository';

/** How long a call waits for the database before it fails; the attempts continue without it. */
const WAIT_MS = 15_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Stores refreshed tokens. A platform that rotates refresh tokens accepts the former one only once, so while the database
 * is away the new ones exist nowhere but in this process: it keeps them until they are stored.
 */
@Injectable()
export class RefreshedTokensService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(RefreshedTokensService.name);
  private readonly unsaved = new Map<string, Promise<void>>();
  private isStopping = false;

  constructor(private readonly accounts: PlatformAccountsRepository) {}

  /** Tries once more to store what is left. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await Promise.allSettled(this.unsaved.values());
  }

  /**
   * Stores new tokens, unless others were stored since `refreshedAt`.
   * @throws database_unavailable when that takes long; this process then stores them as soon as it can
   */
  save(accountId: string, refreshedAt: Date, tokens: AccountTokens): Promise<void> {
    const saving = this.saveEventually(accountId, refreshedAt, tokens).finally(() => this.unsaved.delete(accountId));
    this.unsaved.set(accountId, saving);
    return this.saved(accountId);
  }

  /** Waits for tokens of the account that this process has yet to store. @throws database_unavailable */
  async saved(accountId: string): Promise<void> {
    const ending = new AbortController();
    const tooLong = pause(WAIT_MS, undefined, { signal: ending.signal }).then(() => {
      throw databaseUnavailable('The new tokens of an account could not be stored yet.');
    });
    await Promise.race([this.unsaved.get(accountId), tooLong]).finally(() => ending.abort());
  }

  private async saveEventually(accountId: string, refreshedAt: Date, tokens: AccountTokens): Promise<void> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        return await this.accounts.storeRefreshed(accountId, refreshedAt, tokens);
      } catch (error) {
        if (this.isStopping || !databaseUnavailable.is(toAppError(error))) throw error;
        this.logger.warn(`The database is away: new tokens of account ${accountId} wait to be stored.`);
      }
      await pause(pauseMs);
    }
  }
}
