import { type MailedNotice, microTokens, tokens } from '@app/billing';
import { billingMail } from './billing-mail-texts';

const notice = (fields: Omit<MailedNotice, 'id' | 'userId'>) => ({ id: 'n', userId: 'u', ...fields }) as MailedNotice;
const payment = { reference: 'cs_1', amount: 999, currency: 'usd', tokens: tokens(100) };

describe('billing mails', () => {
  it.each([
    [
      { kind: 'tokens_added', facts: { ...payment, lookupKey: 'reelway_tokens_100', quantity: 2 } },
      'We received $9.99 for 2 packs of 100 tokens and added 100 tokens to your account.',
    ],
    [
      { kind: 'tokens_added', facts: { ...payment, currency: 'jpy', lookupKey: 'uploadm8_solo_monthly', quantity: 1 } },
      'We received ¥999 for the Solo plan and added 100 tokens',
    ],
    [
      { kind: 'tokens_low', facts: { available: microTokens(1_000_000), mark: tokens(5) } },
      '\n\nYou have 1 token left. Renders that need more will be refused.',
    ],
    [
      { kind: 'payment_failed', facts: { tier: 'creator', since: '2026-05-01T00:00:00Z' } },
      'Your plan stays active until 8 May 2026 at 00:00 UTC.',
    ],
    [
      { kind: 'payment_reversed', facts: { ...payment, amountBack: 333, tokensBack: microTokens(33_333_333) } },
      'A refund or dispute returned $3.33 of your payment of $9.99, so we removed 33.33 tokens of the 100 tokens',
    ],
    [
      { kind: 'payment_reversed', facts: { ...payment, amountBack: 0, tokensBack: microTokens(0) } },
      'You have all of its 100 tokens again.',
    ],
    [{ kind: 'plan_changed', facts: { from: 'solo', to: 'studio' } }, 'Your plan changed from Solo to Studio.'],
    [
      { kind: 'trial_ending', facts: { tier: 'growth', endsAt: '2026-05-04T10:00:00Z' } },
      'Your trial of the Growth plan ends on 4 May 2026 at 10:00 UTC.',
    ],
    [
      { kind: 'subscription_ended', facts: { tier: 'agency' } },
      'Your Agency plan has ended, and your account is now on the free plan.',
    ],
    [
      { kind: 'subscription_duplicate', facts: { tier: 'solo', subscription: 'sub_1' } },
      'we cancelled one of the two subscriptions, to the Solo plan',
    ],
  ] as [Omit<MailedNotice, 'id' | 'userId'>, string][])('say what happened: %j', (fields, words) => {
    const { subject, text, html } = billingMail('Ada <b>', notice(fields), 'https://app.example.com');
    expect(subject).not.toBe('');
    expect(text).toContain(words);
    expect(text).toContain('https://app.example.com/billing');
    expect(html).toContain('Hello Ada &lt;b&gt;,');
    expect(text).not.toMatch(/undefined|NaN|null/);
  });
});
