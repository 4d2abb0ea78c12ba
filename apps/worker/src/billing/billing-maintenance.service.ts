import { LedgerService, StripeInboxService } from '@app/billing';
import { MaintenanceService } from '@app/jobs';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { NoticeDispatcherService } from './notice-dispatcher.service';

const USERS_A_RUN = 1_000;
const EVENTS_A_RUN = 5_000;

/** Books token grants out that have ended (they cannot be spent before that either), forgets old events, tells what is left to tell. */
@Injectable()
export class BillingMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly ledger: LedgerService,
    private readonly inbox: StripeInboxService,
    private readonly notices: NoticeDispatcherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('purge', { name: 'ended_token_grants', run: () => this.ledger.expireEnded(USERS_A_RUN) });
    this.maintenance.register('purge', {
      name: 'payment_event_payloads',
      run: (manager) => this.inbox.purgePayloads(EVENTS_A_RUN, manager),
    });
    this.maintenance.register('reconcile', { name: 'billing_notices', run: (manager) => this.notices.tell(manager) });
  }
}
