import { BillingDataSubjectRepository, StripeCustomerErasureService } from '@app/billing';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErasureService } from '../data-subject/account-erasure.service';
import { DataExportService } from '../data-subject/data-export.service';

@Injectable()
export class BillingDataSubjectService implements OnModuleInit {
  constructor(
    private readonly personalData: DataExportService,
    private readonly erasure: AccountErasureService,
    private readonly billing: BillingDataSubjectRepository,
    private readonly stripe: StripeCustomerErasureService,
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
