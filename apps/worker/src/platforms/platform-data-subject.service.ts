import { ConnectionsService, PlatformAccountsRepository } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import { throwIfPlatformIsDown } from './throw-if-platform-is-down';

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
      await this.connections.revoke(account).catch(throwIfPlatformIsDown);
      await this.accounts.remove(account.id);
    }
  }
}
