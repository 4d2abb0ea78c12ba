import { BillingPersonalData, StripeAccountEnd } from '@app/billing';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasure } from '../data-subject/account-erasure.service';
import { PersonalData } from '../data-subject/data-export.service';

@Injectable()
export class BillingRecords implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly erasure: AccountErasure,
    private readonly billing: BillingPersonalData,
    private readonly stripe: StripeAccountEnd,
  ) {}

  onModuleInit(): void {
    this.personalData.register({ name: 'billing', read: (userId) => this.billing.of(userId) });
    this.erasure.register({
      name: 'billing',
      release: (userId) => this.stripe.end(userId),
      erase: (userId, manager) => this.billing.erase(userId, manager),
    });
  }
}
