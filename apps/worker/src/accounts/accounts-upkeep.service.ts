import { AccountDeletion, AuthUpkeep } from '@app/auth';
import { Upkeep } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Erases accounts whose grace is over, and what is kept about sign-ins for a limited time. */
@Injectable()
export class AccountsUpkeep implements OnModuleInit {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly deletion: AccountDeletion,
    private readonly auth: AuthUpkeep,
  ) {}

  onModuleInit(): void {
    this.upkeep.register('purge', { name: 'account_erasure', run: (manager) => this.deletion.eraseDue(manager) });
    this.upkeep.register('purge', { name: 'sign_in_leftovers', run: (manager) => this.auth.purge(manager) });
  }
}
