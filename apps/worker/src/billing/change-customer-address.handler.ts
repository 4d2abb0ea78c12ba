import { UsersService } from '@app/auth';
import { StripeCustomersService } from '@app/billing';
import { type ChangedAddressPayload, changeCustomerAddress, HandlesJob } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@HandlesJob(changeCustomerAddress)
@Injectable()
export class ChangeCustomerAddressHandler {
  constructor(
    private readonly users: UsersService,
    private readonly customers: StripeCustomersService,
  ) {}

  async handle({ userId, former }: ChangedAddressPayload): Promise<void> {
    // Read the current address: it may have changed again, or the account may be erased.
    const { status, email } = await this.users.get(userId);
    if (status !== 'deleted') await this.customers.changeAddress(userId, former, email);
  }
}
