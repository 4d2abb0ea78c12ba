import fc from 'fast-check';
import type Stripe from 'stripe';
import { PLANS, TIERS, type Tier } from '../../plans/plan-catalogue';
import type { StripeFacts } from './payment-snapshot';
import { periodPayments } from './period-payments';

const SOLD = TIERS.filter((tier) => (PLANS[tier].offer?.unitAmount ?? 0) > 0);
const DAY = 86_400;
const PERIOD = 30 * DAY;

const amountOf = (tier: Tier) => PLANS[tier].offer?.unitAmount ?? 0;
const prices = new Map(
  SOLD.map((tier) => [
    `price_${tier}`,
    { id: `price_${tier}`, lookup_key: PLANS[tier].offer?.lookupKey, unit_amount: amountOf(tier) },
  ]),
) as unknown as StripeFacts['prices'];

const line = (tier: Tier, amount: number, end: number) => ({
  amount,
  quantity: 1,
  period: { start: 0, end },
  pricing: { price_details: { price: `price_${tier}` } },
});
/** A credit for the unused time of one plan and a charge for another, as Stripe rounds them. */
const change = (from: Tier, to: Tier, day: number, end = PERIOD) => {
  const share = (PERIOD - day * DAY) / PERIOD;
  return [line(from, -Math.round(amountOf(from) * share), end), line(to, Math.round(amountOf(to) * share), end)];
};
const invoice = (lines: ReturnType<typeof line>[], created: number, more: object = {}) => ({
  id: `in_${created}`,
  created,
  status: 'paid',
  total: lines.reduce((total, { amount }) => total + amount, 0),
  amount_paid: 0,
  currency: 'usd',
  parent: { subscription_details: { subscription: 'sub_1' } },
  status_transitions: { paid_at: created },
  lines: { data: lines },
  ...more,
});
const read = (...invoices: ReturnType<typeof invoice>[]) =>
  periodPayments({
    invoices: [...invoices].reverse() as unknown as Stripe.Invoice[],
    charges: [],
    disputes: [],
    sessions: [],
    subscriptions: [],
    prices,
  });
/** Whole tokens given and credited, by payment. */
const figures = (...invoices: ReturnType<typeof invoice>[]) =>
  read(...invoices).map(({ tokens, credited }) => [tokens / 1e6, credited / 1e6]);

describe('tokens of a plan', () => {
  it('come with each paid period and end with it', () => {
    const [payment] = read(invoice([line('creator', 1_999, PERIOD)], 1));
    expect(payment).toMatchObject({
      reference: 'in_1',
      lookupKey: 'uploadm8_creator_monthly',
      tokens: 100_000_000,
      credited: 0,
      expiresAt: new Date(PERIOD * 1_000),
    });
  });

  it('last as long as the period when it is paid after its end', () => {
    const paidAt = (at: number) => ({ status_transitions: { paid_at: at } });
    const [late] = read(invoice([line('creator', 1_999, PERIOD)], 1, paidAt(2 * PERIOD)));
    expect(late).toMatchObject({ tokens: 100_000_000, expiresAt: new Date(3 * PERIOD * 1_000) });
    const [inTime] = read(invoice([line('creator', 1_999, PERIOD)], 1, paidAt(PERIOD - 1)));
    expect(inTime?.expiresAt).toEqual(new Date(PERIOD * 1_000));
  });

  it('grow with the share of the period that a higher plan is paid for', () => {
    const first = invoice([line('solo', 999, PERIOD)], 1);
    expect(figures(first, invoice(change('solo', 'agency', 0), 2))).toEqual([
      [30, 0],
      [4_970, 0],
    ]);
    const [, late] = figures(first, invoice(change('solo', 'agency', 29), 2));
    expect(late?.[0]).toBeGreaterThan(4_970 / 31);
    expect(late?.[0]).toBeLessThan(4_970 / 29);
  });

  it('go back with what a lower plan credits, the newest payment first', () => {
    const [first, up] = [invoice([line('solo', 999, PERIOD)], 1), invoice(change('solo', 'agency', 0), 2)];
    expect(figures(first, up, invoice(change('agency', 'solo', 0), 3))).toEqual([
      [30, 0],
      [4_970, 4_970],
    ]);
    expect(
      figures(first, up, invoice(change('agency', 'solo', 0), 3), invoice(change('solo', 'agency', 0), 4)),
    ).toEqual([
      [30, 0],
      [4_970, 4_970],
      [4_970, 0],
    ]);
    expect(figures(first, up, invoice([line('agency', -9_999, PERIOD)], 3))).toEqual([
      [30, 30],
      [4_970, 4_970],
    ]);
  });

  it('come with a renewal that the credit of the former period pays for', () => {
    const next = 2 * PERIOD;
    expect(
      figures(
        invoice([line('agency', 9_999, PERIOD)], 1),
        invoice([...change('agency', 'solo', 15), line('solo', 999, next)], 2),
      ),
    ).toEqual([
      [5_000, expect.closeTo(2_485.2, 0)],
      [30, 0],
    ]);
  });

  it('are none for a trial, a coupon for everything, or an invoice that is not paid', () => {
    const free = [line('solo', 0, PERIOD)];
    const coupon = invoice([line('solo', 999, PERIOD)], 1, { total: 0 });
    const open = invoice([line('solo', 999, PERIOD)], 2, { status: 'open' });
    expect(figures(invoice(free, 3), coupon, open)).toEqual([]);
  });

  it('are, whatever changes in whichever order, what the lines charged less what they credited', () => {
    const steps = fc.array(fc.record({ to: fc.constantFrom(...SOLD), days: fc.integer({ min: 0, max: 6 }) }), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(fc.constantFrom(...SOLD), steps, (start, changes) => {
        let [current, day] = [start, 0];
        const invoices = [invoice([line(start, amountOf(start), PERIOD)], 1)];
        for (const [index, { to, days }] of changes.entries()) {
          day = Math.min(29, day + days);
          invoices.push(invoice(change(current, to, day), index + 2));
          current = to;
        }
        const worth = invoices
          .flatMap(({ lines }) => lines.data)
          .reduce((total, { amount, pricing }) => {
            const tier = SOLD.find((each) => `price_${each}` === pricing.price_details.price) as Tier;
            return total + Math.trunc((PLANS[tier].includedTokens * amount) / amountOf(tier));
          }, 0);
        const payments = read(...invoices);
        expect(payments.reduce((total, { tokens, credited }) => total + tokens - credited, 0)).toBe(worth);
        for (const { tokens, credited } of payments) expect(credited).toBeLessThanOrEqual(tokens);
      }),
    );
  });
});
