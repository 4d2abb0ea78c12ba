import { type BillingNotice, microTokens, tokens } from '@app/billing';
import { billingMail } from './billing-mail-texts';

const notice = (fields: Omit<BillingNotice, 'id' | 'userId'>) => ({ id: 'n', userId: 'u', ...fields }) as BillingNotice;
const payment = { reference: 'cs_1', amount: 999, currency: 'usd', tokens: tokens(100) };

describe('billing mails', () => {
  it.each([
    [
      { kind: 'tokens_added', facts: { ...payment, lookupKey: 'reelway_tokens_100', quantity: 2 } },
      'We received $9.99 for 2 times a pack of 100 tokens',
    ],
    [
      { kind: 'tokens_added', facts: { ...payment, currency: 'jpy', lookupKey: 'uploadm8_solo_monthly', quantity: 1 } },
      'We received ¥999 for the plan Solo',
    ],
    [{ kind: 'tokens_low', facts: { available: microTokens(1_000_000), mark: tokens(5) } }, 'you have 1 token left'],
    [
      { kind: 'payment_failed', facts: { tier: 'creator', since: '2026-05-01T00:00:00Z' } },
      'could not collect the payment for your plan Creator',
    ],
    [
      { kind: 'payment_reversed', facts: { ...payment, amountBack: 333, tokensBack: microTokens(33_333_333) } },
      '$3.33 of your payment of $9.99',
    ],
    [
      { kind: 'payment_reversed', facts: { ...payment, amountBack: 0, tokensBack: microTokens(0) } },
      'all of its 100 tokens are yours again',
    ],
    [{ kind: 'plan_changed', facts: { from: 'solo', to: 'studio' } }, 'changed from Solo to Studio'],
    [
      { kind: 'trial_ending', facts: { tier: 'growth', endsAt: '2026-05-04T10:00:00Z' } },
      'Growth ends on Mon, 04 May 2026 10:00:00 GMT',
    ],
    [{ kind: 'subscription_ended', facts: { tier: 'agency' } }, 'your account is on the free plan now'],
    [
      { kind: 'subscription_duplicate', facts: { tier: 'solo', subscription: 'sub_1' } },
      'cancelled the other subscription to Solo',
    ],
  ] as [Omit<BillingNotice, 'id' | 'userId'>, string][])('says what has happened: %j', (fields, words) => {
    const { subject, text, html } = billingMail('Ada <b>', notice(fields), 'https://app.example.com');
    expect(subject).not.toBe('');
    expect(text).toContain(words);
    expect(text).toContain('https://app.example.com/billing');
    expect(html).toContain('Hello Ada &lt;b&gt;,');
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
