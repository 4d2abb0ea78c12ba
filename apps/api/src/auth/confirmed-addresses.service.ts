import { type LedgerReceipt, LedgerService, welcomeGrant } from '@app/billing';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Confirming an address grants the tokens of a new account and sends a welcome mail, once per user. */
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
