import { AccountDeletionService } from '@app/auth';
import { StripeCustomerErasureService } from '@app/billing';
import { type AccountPayload, followAccountDeletion, HandlesJob } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@HandlesJob(followAccountDeletion)
@Injectable()
export class FollowAccountDeletionHandler {
  constructor(
    private readonly deletion: AccountDeletionService,
    private readonly customers: StripeCustomerErasureService,
  ) {}

  /** The account's state decides, not the order of the jobs: whoever writes last looks at it once more afterwards. */
  async handle({ userId }: AccountPayload): Promise<void> {
    let written: boolean | undefined;
    for (;;) {
      const isComing = await this.deletion.isComing(userId);
      if (isComing === written) return;
      await (isComing ? this.customers.stopPayments(userId) : this.customers.resumePayments(userId));
      written = isComing;
    }
  }
}
