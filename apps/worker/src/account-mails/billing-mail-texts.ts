import {
  graceEnd,
  type MailedNotice,
  type MicroTokens,
  microTokens,
  type NoticeFacts,
  PLANS,
  packOfLookupKey,
  tierOfLookupKey,
  toTokens,
} from '@app/billing';
import { formatDate, layOut, type Mail } from '@app/notifications';
import type { MailText } from './mail-text';

export function billingMail(
  name: string,
  notice: MailedNotice,
  frontendUrl: string,
): Pick<Mail, 'subject' | 'text' | 'html' | 'unsubscribeUrl'> {
  const { subject, preheader, blocks } = (TEXTS[notice.kind] as (facts: MailedNotice['facts']) => MailText)(
    notice.facts,
  );
  return layOut({
    name,
    unsubscribeUrl: notice.kind === 'tokens_low' ? `${frontendUrl}/settings` : undefined,
    subject,
    preheader,
    blocks: [...blocks, { action: 'Manage plan and billing', url: `${frontendUrl}/billing` }],
  });
}

const TEXTS: { [Kind in MailedNotice['kind']]: (facts: NoticeFacts[Kind]) => MailText } = {
  tokens_added: tokensAdded,
  payment_reversed: paymentReversed,
  tokens_low: ({ available }) => ({
    subject: 'Your tokens are running low',
    preheader: `You have ${amount(available)} left.`,
    blocks: [
      `You have ${amount(available)} left. Renders that need more will be refused. Buy tokens or upgrade your plan to keep rendering.`,
    ],
  }),
  payment_failed: ({ tier, since }) => ({
    subject: 'Your payment failed',
    preheader: 'Please update your payment method.',
    blocks: [
      `We could not collect the payment for your ${planOf(tier)} plan. Please update your payment method; we will retry the payment in the meantime.`,
      `Your plan stays active until ${formatDate(graceEnd(new Date(since)))}.`,
    ],
  }),
  plan_changed: ({ from, to }) => ({
    subject: `You are now on the ${planOf(to)} plan`,
    preheader: `Your previous plan was ${planOf(from)}.`,
    blocks: [`Your plan changed from ${planOf(from)} to ${planOf(to)}.`],
  }),
  trial_ending: ({ endsAt, tier }) => ({
    subject: `Your ${planOf(tier)} trial ends soon`,
    preheader: `It ends on ${formatDate(new Date(endsAt))}.`,
    blocks: [
      `Your trial of the ${planOf(tier)} plan ends on ${formatDate(new Date(endsAt))}. We will then charge your payment method for the first billing period.`,
      "If you don't want to continue, cancel before that date and you won't be charged.",
    ],
  }),
  subscription_ended: ({ tier }) => ({
    subject: `Your ${planOf(tier)} plan has ended`,
    preheader: 'Your account is now on the free plan. Nothing was deleted.',
    blocks: [
      `Your ${planOf(tier)} plan has ended, and your account is now on the free plan.`,
      'Nothing was deleted. You can still see whatever exceeds the limits of the free plan, but you cannot change it. You keep the tokens that you bought.',
    ],
  }),
  subscription_duplicate: ({ tier }) => ({
    subject: 'We cancelled a duplicate subscription',
    preheader: 'We credit its unused time to your next invoices.',
    blocks: [
      `You subscribed twice, so we cancelled one of the two subscriptions, to the ${planOf(tier)} plan. We credit its unused time to your next invoices. Your other subscription continues unchanged.`,
    ],
  }),
};

function tokensAdded({
  lookupKey,
  quantity,
  amount: paid,
  currency,
  tokens,
  reference,
}: NoticeFacts['tokens_added']): MailText {
  const tier = tierOfLookupKey(lookupKey);
  const pack = amount(packOfLookupKey(lookupKey)?.tokens ?? tokens);
  const packs = quantity === 1 ? `a pack of ${pack}` : `${quantity} packs of ${pack}`;
  const what = tier ? `the ${planOf(tier)} plan` : packs;
  return {
    subject: tier ? `Receipt for your ${planOf(tier)} plan` : `Receipt for ${amount(tokens)}`,
    preheader: `We received ${money(paid, currency)} and added ${amount(tokens)}.`,
    blocks: [
      `Thank you for your payment. We received ${money(paid, currency)} for ${what} and added ${amount(tokens)} to your account.`,
      `Reference: ${reference}`,
    ],
  };
}

function paymentReversed({
  amount: paid,
  amountBack,
  currency,
  tokens,
  tokensBack,
  reference,
}: NoticeFacts['payment_reversed']): MailText {
  const of = `${money(amountBack, currency)} of your payment of ${money(paid, currency)}`;
  const text =
    tokensBack > 0
      ? {
          subject: 'Your payment was refunded or disputed',
          preheader: `We removed ${amount(tokensBack)} from your account.`,
          now: `A refund or dispute returned ${of}, so we removed ${amount(tokensBack)} of the ${amount(tokens)} that came with it.`,
        }
      : {
          subject: 'Your tokens are back',
          preheader: 'The refund or dispute of your payment was reversed.',
          now: `The refund or dispute of your payment of ${money(paid, currency)} was reversed. You have all of its ${amount(tokens)} again.`,
        };
  return { subject: text.subject, preheader: text.preheader, blocks: [text.now, `Reference: ${reference}`] };
}

const planOf = (tier: keyof typeof PLANS): string => PLANS[tier].name;

function amount(value: MicroTokens): string {
  const count = toTokens(microTokens(value));
  return `${count.toLocaleString('en-US', { maximumFractionDigits: 2 })} ${count === 1 ? 'token' : 'tokens'}`;
}

/** `smallestUnits` in cents for USD, in yen for JPY: each currency has its own number of decimal digits. */
function money(smallestUnits: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(smallestUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
