import { Injectable, Logger } from '@nestjs/common';
import Stripe from 'stripe';
import type { EntityManager } from 'typeorm';
import { LedgerService } from '../../ledger/ledger.service';
import { BillingNoticesRepository } from '../../notices/billing-notices.repository';
import { lowMarkOf } from '../../plans/plan-catalogue';
import { highestTier, LIVE } from './customer-snapshot';
import { type BillingCustomer, type CustomerAbsence, StripeCustomersRepository } from './stripe-customers.repository';
import { StripeGatewayService } from './stripe-gateway.service';
import { StripeMirrorRepository } from './stripe-mirror.repository';
import { endNotices, type KnownSubscription } from './subscription-notices';

const CUSTOMERS_A_RUN = 100;

/**
 * Binds accounts to customers at Stripe, and detaches customers that Stripe no longer has: an operator may delete one,
 * or go from test mode to live mode, which knows none of the test customers.
 */
@Injectable()
export class StripeCustomersService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly gateway: StripeGatewayService,
    private readonly customers: StripeCustomersRepository,
    private readonly mirror: StripeMirrorRepository,
    private readonly ledger: LedgerService,
    private readonly notices: BillingNoticesRepository,
  ) {}

  /**
   * The customer that Stripe has for the account in the mode of our key. One that was gone counts again when Stripe has
   * it: the key may have been that of another account for a while.
   */
  async of(userId: string): Promise<BillingCustomer | undefined> {
    const known = await this.customers.of(userId);
    if (known && !(await this.detachIfGone(known.customerId))) return known;
    return (await this.presentOf(userId)).length > 0 ? this.customers.of(userId) : undefined;
  }

  /** All customers of the account that Stripe has in the mode of our key. */
  async presentOf(userId: string): Promise<string[]> {
    const present: string[] = [];
    for (const id of await this.customers.allOf(userId)) if (!(await this.detachIfGone(id))) present.push(id);
    return present;
  }

  /** Customers that the account has had. */
  async countOf(userId: string): Promise<number> {
    return (await this.customers.allOf(userId)).length;
  }

  /** Of several concurrent bindings the first one stays. */
  async bind(userId: string, customerId: string): Promise<BillingCustomer> {
    await this.customers.bind(userId, customerId);
    return (await this.customers.of(userId)) as BillingCustomer;
  }

  /**
   * Sends receipts to the account's new address, unless the customer has chosen another one at Stripe. Repeatable.
   * @throws payment_provider_unavailable, payment_provider_refused
   */
  async changeAddress(userId: string, former: string, current: string): Promise<void> {
    if (!this.gateway.isConfigured) return;
    for (const id of await this.customers.allOf(userId)) {
      const customer = await this.presentCustomer(id);
      if (customer?.email?.toLowerCase() === former)
        await this.gateway.ask((stripe) => stripe.customers.update(id, { email: current }));
    }
  }

  async nextCheckoutRound(customer: BillingCustomer, round: number): Promise<BillingCustomer> {
    await this.customers.nextCheckoutRound(customer.customerId, round);
    return (await this.customers.of(customer.userId)) ?? customer;
  }

  /** True if Stripe does not have the customer in the mode of our key; its subscriptions are over then. */
  async detachIfGone(customerId: string): Promise<boolean> {
    return (await this.presentCustomer(customerId)) === undefined;
  }

  /**
   * Learns the customers of subscriptions and the mode of customers from an earlier version. In live mode the
   * subscriptions of test customers end, because nobody pays for them; a test key ends nothing that is paid.
   * @returns the number of customers that could not be read
   */
  async sortByMode(): Promise<number> {
    await this.mirror.addMissingCustomers();
    let failed = 0;
    for (const id of await this.customers.withoutMode(CUSTOMERS_A_RUN))
      await this.detachIfGone(id).catch(() => failed++);
    if (this.gateway.livemode)
      for (const id of await this.customers.testSubscribers(CUSTOMERS_A_RUN)) await this.detach(id, 'missing');
    return failed;
  }

  /** Reads the customer and records whether Stripe has it. */
  private async presentCustomer(customerId: string): Promise<Stripe.Customer | undefined> {
    const found = await this.retrieve(customerId);
    if (typeof found === 'string') {
      await this.detach(customerId, found);
      return undefined;
    }
    await this.customers.confirm(customerId);
    return found;
  }

  private detach(customerId: string, state: CustomerAbsence): Promise<void> {
    return this.mirror.dataSource.transaction(async (manager) => {
      const detached = await this.customers.detach(customerId, state, manager);
      if (!detached?.isOver) return;
      const { userId } = detached;
      const ids = await this.mirror.subscriptionIdsOf(customerId, manager);
      const before = await this.mirror.subscriptionsOf(userId, manager);
      const ended = await this.mirror.endSubscriptions(ids, manager);
      if (ended.length === 0) return;
      this.logger.warn(`${customerId} is ${state} at Stripe: ${ended.join(', ')} ended`);
      await this.followPlan(userId, before, manager);
    });
  }

  /**
   * After our copy of subscriptions changed: reports the end of those that were the last ones of the account, of
   * whichever customer, and lets the plan that is left decide when tokens are low.
   */
  async followPlan(userId: string, before: readonly KnownSubscription[], manager: EntityManager): Promise<void> {
    const after = await this.mirror.subscriptionsOf(userId, manager);
    for (const notice of endNotices(before, after)) await this.notices.add(userId, notice, manager);
    const live = after.filter(({ status }) => LIVE.has(status));
    await this.ledger.setLowMark(userId, lowMarkOf(highestTier(live)), manager);
  }

  private retrieve(customerId: string): Promise<Stripe.Customer | CustomerAbsence> {
    return this.gateway.ask(async (stripe) => {
      try {
        const customer = await stripe.customers.retrieve(customerId);
        return customer.deleted ? 'deleted' : customer;
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing')
          return 'missing';
        throw error;
      }
    });
  }
}
