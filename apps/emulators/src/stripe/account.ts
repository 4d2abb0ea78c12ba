import { Checkout } from './checkout';
import { endDiscounts } from './discounts';
import type { CheckoutSession, Subscription } from './objects';
import { Payments } from './payments';
import { SubscriptionEngine } from './subscription-engine';
import { Webhooks } from './webhooks';
import { World } from './world';

/** One Stripe account: its objects and everything that acts on it. */
export class Account {
  readonly world = new World();
  readonly webhooks = new Webhooks(this.world);
  readonly payments = new Payments(this.world);
  readonly subscriptions = new SubscriptionEngine(this.world, this.payments);
  readonly checkout = new Checkout(this.world, this.payments, this.subscriptions);

  /** Moves the clock and does everything that falls due in between, day by day. */
  advance(seconds: number): void {
    const step = 86_400;
    for (let left = seconds; left > 0; left -= step) {
      this.world.moveClock(Math.min(step, left));
      while (this.subscriptions.runDue() || this.checkout.runDue() || endDiscounts(this.world));
    }
  }

  session(id: string | undefined): CheckoutSession {
    return this.world.get<CheckoutSession>('checkout.session', id, 'session');
  }

  subscription(id: string | undefined): Subscription {
    return this.world.get<Subscription>('subscription', id);
  }
}
