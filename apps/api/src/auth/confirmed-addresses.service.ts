import { type LedgerReceipt, LedgerService, welcomeGrant } from '@app/billing';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What a confirmed address brings: the tokens of a new account and a word of welcome, once a user. */
@Injectable()
export class ConfirmedAddressesService {
  constructor(
    private readonly ledger: LedgerService,
    private readonly publisher: JobPublisherService,
  ) {}

  async welcome(userId: string, email: string, manager: EntityManager): Promise<void> {
    const { replayed }: LedgerReceipt = await this.ledger.grant(welcomeGrant(userId), manager);
    if (!replayed) await this.publisher.publish(sendAccountMail, { template: 'welcome', email }, { manager });
  }
}
