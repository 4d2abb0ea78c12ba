import { type SessionPrincipal, UsersService } from '@app/auth';
import { type CheckoutPage, StripeCheckoutService } from '@app/billing';
import { Injectable } from '@nestjs/common';

/** Opens checkout pages for users. */
@Injectable()
export class CheckoutsService {
  constructor(
    private readonly users: UsersService,
    private readonly stripe: StripeCheckoutService,
  ) {}

  /** The owner of the workspace is the buyer: plan and tokens belong to the owner. */
  async open({ ownerId }: SessionPrincipal, lookupKey: string | undefined): Promise<CheckoutPage> {
    const { email, name } = await this.users.get(ownerId);
    return this.stripe.checkout({ userId: ownerId, email, name }, lookupKey);
  }
}
