import { LedgerService } from '@app/billing';
import { Upkeep } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';

const USERS_A_RUN = 1_000;

/** Books token grants out that have ended. They cannot be spent before that either; this only keeps the ledger's history in time. */
@Injectable()
export class BillingUpkeep implements OnModuleInit {
  constructor(
    private readonly upkeep: Upkeep,
    private readonly ledger: LedgerService,
  ) {}

  onModuleInit(): void {
    this.upkeep.register('purge', { name: 'ended_token_grants', run: () => this.ledger.expireEnded(USERS_A_RUN) });
  }
}
