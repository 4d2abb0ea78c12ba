import { takeDiscounts } from './discounts';
import type { Charge, Customer, Dispute, Invoice, InvoiceLine, Refund, StripeObject, Subscription } from './objects';
import { invalid } from './stripe-failure';
import type { World } from './world';

interface Draft {
  customer: string;
  reason: string;
  lines: readonly InvoiceLine[];
  parent: Invoice['parent'];
}

/** Everything that moves money: payments, invoices, refunds, disputes. */
export class Payments {
  constructor(private readonly world: World) {}

  /** A successful or pending payment; `settle` finishes a pending one. */
  charge(
    customer: string | null,
    amount: number,
    currency: string,
    metadata: Record<string, string>,
    pending = false,
  ): StripeObject {
    const { world } = this;
    const status = pending ? 'processing' : 'succeeded';
    const intent = world.add<StripeObject>('pi', 'payment_intent', {
      amount,
      amount_received: pending ? 0 : amount,
      currency,
      customer,
      status,
      latest_charge: null,
      metadata,
    });
    const charge = world.add<Charge>('ch', 'charge', {
      customer,
      payment_intent: intent.id,
      amount,
      amount_captured: amount,
      amount_refunded: 0,
      refunded: false,
      disputed: false,
      currency,
      paid: !pending,
      captured: true,
      status: pending ? 'pending' : 'succeeded',
      receipt_url: null,
      metadata,
    });
    intent.latest_charge = charge.id;
    if (!pending) this.announcePaid(intent, charge);
    return intent;
  }

  /** A pending payment succeeds or fails. */
  settle(intent: StripeObject, succeeded: boolean): void {
    const charge = this.world.get<Charge>('charge', String(intent.latest_charge));
    Object.assign(
      intent,
      succeeded ? { status: 'succeeded', amount_received: intent.amount } : { status: 'requires_payment_method' },
    );
    Object.assign(charge, { status: succeeded ? 'succeeded' : 'failed', paid: succeeded });
    if (succeeded) this.announcePaid(intent, charge);
    else this.world.emit('payment_intent.payment_failed', intent);
  }

  draftInvoice({ customer, reason, lines, parent }: Draft): Invoice {
    const { world } = this;
    const subtotal = lines.reduce((total, line) => total + line.amount, 0);
    const subscription = world.find<Subscription>(parent?.subscription_details.subscription);
    const amount = subtotal - (subscription ? takeDiscounts(world, subscription, lines) : 0);
    const currency = lines[0]?.price?.currency ?? 'usd';
    const invoice = world.add<Invoice>('in', 'invoice', {
      customer,
      customer_email: world.find<Customer>(customer)?.email ?? null,
      status: 'draft',
      auto_advance: true,
      amount_due: Math.max(0, amount),
      amount_paid: 0,
      amount_remaining: Math.max(0, amount),
      subtotal,
      total: amount,
      currency,
      attempt_count: 0,
      attempted: false,
      next_payment_attempt: null,
      billing_reason: reason,
      parent,
      number: null,
      hosted_invoice_url: null,
      invoice_pdf: null,
      status_transitions: { finalized_at: null, paid_at: null, voided_at: null, marked_uncollectible_at: null },
      lines: { object: 'list', url: '', has_more: false, data: [] },
    });
    invoice.lines.data = lines.map((line) => this.invoiceLine(invoice, line));
    Object.assign(invoice, { period_start: world.now(), period_end: world.now() });
    world.emit('invoice.created', invoice);
    return invoice;
  }

  /** Credit of the customer is used first; a total below 0 becomes such credit, and nothing is due. */
  private finalize(invoice: Invoice): void {
    const { world } = this;
    const owner = world.find<Customer>(invoice.customer);
    const total = Number(invoice.total);
    const credit = total < 0 ? total : Math.min(total, Math.max(0, -(owner?.balance ?? 0)));
    if (owner) owner.balance += credit;
    const finalized = world.all<Invoice>('invoice').filter(({ status }) => status !== 'draft').length;
    Object.assign(invoice, {
      status: 'open',
      amount_due: total - credit,
      amount_remaining: total - credit,
      number: `EMU-${finalized + 1}`,
      hosted_invoice_url: `${world.url}/invoices/${invoice.id}`,
    });
    Object.assign(invoice.status_transitions as object, { finalized_at: world.now() });
    world.emit('invoice.finalized', invoice);
  }

  private invoiceLine(
    { id, currency }: Invoice,
    { price, amount, period, quantity, proration }: InvoiceLine,
  ): StripeObject {
    return this.world.add<StripeObject>('il', 'line_item', {
      amount,
      currency,
      quantity,
      period,
      invoice: id,
      pricing: { type: 'price_details', price_details: { price: price?.id, product: price?.product } },
      parent: { type: 'subscription_item_details', subscription_item_details: { proration } },
    });
  }

  /** Finalizes a draft. False when the customer's card is declined. */
  payInvoice(invoice: Invoice): boolean {
    const { world } = this;
    if (invoice.status === 'draft') this.finalize(invoice);
    const customer = world.get<Customer>('customer', invoice.customer);
    invoice.attempt_count += 1;
    invoice.attempted = true;
    if (invoice.amount_due > 0 && customer.card === 'declined') {
      world.emit('invoice.payment_failed', invoice);
      return false;
    }
    if (invoice.amount_due > 0) {
      const intent = this.charge(customer.id, invoice.amount_due, String(invoice.currency), {});
      const fields = {
        invoice: invoice.id,
        amount_paid: invoice.amount_due,
        amount_requested: invoice.amount_due,
        currency: invoice.currency,
        is_default: true,
        status: 'paid',
      };
      const payment = world.add<StripeObject>('inpay', 'invoice_payment', {
        ...fields,
        payment: { type: 'payment_intent', payment_intent: intent.id },
      });
      invoice.payments = { object: 'list', url: '/v1/invoice_payments', has_more: false, data: [payment] };
    }
    Object.assign(invoice, {
      status: 'paid',
      auto_advance: false,
      amount_paid: invoice.amount_due,
      amount_remaining: 0,
      next_payment_attempt: null,
    });
    Object.assign(invoice.status_transitions as object, { paid_at: world.now() });
    world.emit('invoice.paid', invoice);
    world.emit('invoice.payment_succeeded', invoice);
    return true;
  }

  refund(charge: Charge, amount: number, metadata: Record<string, string>): Refund {
    if (amount <= 0 || charge.amount_refunded + amount > charge.amount)
      throw invalid(
        'Refund amount is greater than the unrefunded amount on the charge',
        'amount',
        'charge_already_refunded',
      );
    const fields = {
      charge: charge.id,
      payment_intent: charge.payment_intent,
      amount,
      currency: charge.currency,
      status: 'succeeded' as const,
      reason: null,
      metadata,
    };
    const refund = this.world.add<Refund>('re', 'refund', fields);
    this.countRefunds(charge);
    this.world.emit('refund.created', refund);
    this.world.emit('charge.refunded', charge);
    return refund;
  }

  /** The bank has sent the money back to us. */
  failRefund(refund: Refund): void {
    refund.status = 'failed';
    this.countRefunds(this.world.get<Charge>('charge', refund.charge));
    this.world.emit('refund.failed', refund);
    this.world.emit('refund.updated', refund);
  }

  dispute(charge: Charge, amount: number): Dispute {
    const fields = {
      charge: charge.id,
      payment_intent: charge.payment_intent,
      amount,
      currency: charge.currency,
      status: 'needs_response' as const,
      reason: 'fraudulent',
    };
    const dispute = this.world.add<Dispute>('dp', 'dispute', {
      ...fields,
      is_charge_refundable: false,
      balance_transactions: [],
    });
    charge.disputed = true;
    this.world.emit('charge.dispute.created', dispute);
    this.world.emit('charge.dispute.funds_withdrawn', dispute);
    return dispute;
  }

  closeDispute(dispute: Dispute, won: boolean): void {
    dispute.status = won ? 'won' : 'lost';
    this.world.emit('charge.dispute.closed', dispute);
    if (won) this.world.emit('charge.dispute.funds_reinstated', dispute);
  }

  private countRefunds(charge: Charge): void {
    const refunds = this.world.all<Refund>('refund', { charge: charge.id }).filter(({ status }) => status !== 'failed');
    charge.amount_refunded = refunds.reduce((total, { amount }) => total + amount, 0);
    charge.refunded = charge.amount_refunded === charge.amount;
  }

  private announcePaid(intent: StripeObject, charge: Charge): void {
    this.world.emit('charge.succeeded', charge);
    this.world.emit('payment_intent.succeeded', intent);
  }
}
