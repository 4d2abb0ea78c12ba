import { AccountDeletion, ApiKeysService, AuthUpkeep } from '@app/auth';
import { JobPublisher, sendAccountMail, Upkeep } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

const WARNINGS_A_RUN = 500;

/** Warns of keys that end soon; erases accounts whose grace is over, and what is kept about sign-ins for a limited time. */
@Injectable()
export class AccountsUpkeep implements OnModuleInit {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly deletion: AccountDeletion,
    private readonly auth: AuthUpkeep,
    private readonly keys: ApiKeysService,
    private readonly publisher: JobPublisher,
  ) {}

  onModuleInit(): void {
    this.upkeep.register('purge', { name: 'account_erasure', run: (manager) => this.deletion.eraseDue(manager) });
    this.upkeep.register('purge', { name: 'sign_in_leftovers', run: (manager) => this.auth.purge(manager) });
    this.upkeep.register('purge', { name: 'api_key_warnings', run: (manager) => this.warnOfEndingKeys(manager) });
  }

  private async warnOfEndingKeys(manager: EntityManager): Promise<number> {
    const ending = await this.keys.takeExpiring(WARNINGS_A_RUN, manager);
    for (const { keyId, email } of ending) await this.publisher.publish(sendAccountMail, { template: 'api_key_expiring', email, keyId }, { manager });
    return ending.length;
  }
}
