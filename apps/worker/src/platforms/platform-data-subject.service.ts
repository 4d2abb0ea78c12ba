import { ConnectionsService, failureClassOf, PlatformAccountsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';

/** The end of an account's access to platforms. */
@Injectable()
export class PlatformDataSubjectService {
  constructor(
    private readonly accounts: PlatformAccountsRepository,
    private readonly connections: ConnectionsService,
  ) {}

  /**
   * Revokes the access of every account at its platform, then deletes the account here. Waits for a platform that is down,
   * but not for one that refuses.
   */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    for (const account of await this.accounts.list({ ownerId: userId })) {
      signal.throwIfAborted();
      await this.connections.revoke(account).catch(waitForPlatform);
      await this.accounts.remove(account.id);
    }
  }
}

function waitForPlatform(error: unknown): void {
  const failure = failureClassOf(error);
  if (failure === undefined || failure === 'transient' || failure === 'rate_limited') throw error;
}
