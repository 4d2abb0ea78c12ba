import {
  type BillingNotice,
  type MicroTokens,
  microTokens,
  type NoticeFacts,
  type NoticeKind,
  PLANS,
  packOfLookupKey,
  tierOfLookupKey,
  toTokens,
} from '@app/billing';
import { layOut, type Mail, type MailBlock } from '@app/notifications';

interface MailText {
  subject: string;
  preheader: string;
  blocks: MailBlock[];
}

export function billingMail(
  name: string,
  notice: BillingNotice,
  frontendUrl: string,
): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { subject, preheader, blocks } = (TEXTS[notice.kind] as (facts: BillingNotice['facts']) => MailText)(
    notice.facts,
  );
  return layOut({
    name,
    subject,
    preheader,
    blocks: [...blocks, { action: 'Plan, invoices and tokens', url: `${frontendUrl}/billing` }],
  });
}

const TEXTS: { [Kind in NoticeKind]: (facts: NoticeFacts[Kind]) => MailText } = {
  tokens_added: tokensAdded,
  payment_reversed: paymentReversed,
  tokens_low: ({ available }) => ({
    subject: 'Your tokens are running low',
    preheader: `${amount(available)} left.`,
    blocks: [`you have ${amount(available)} left. Renders that need more are refused until new ones arrive.`],
  }),
  payment_failed: ({ tier }) => ({
    subject: 'A payment has failed',
    preheader: 'Please check your payment method.',
    blocks: [
      `we could not collect the payment for your plan ${planOf(tier)}. It keeps working for 7 days, and the payment is tried again meanwhile.`,
      'Please check your payment method.',
    ],
  }),
  plan_changed: ({ from, to }) => ({
    subject: `Your plan is now ${planOf(to)}`,
    preheader: `Before it was ${planOf(from)}.`,
    blocks: [`your plan was changed from ${planOf(from)} to ${planOf(to)}.`],
  }),
  trial_ending: ({ endsAt, tier }) => ({
    subject: 'Your trial ends soon',
    preheader: `It becomes a paid plan on ${new Date(endsAt).toUTCString()}.`,
    blocks: [
      `the trial of your plan ${planOf(tier)} ends on ${new Date(endsAt).toUTCString()}. Then its first month is charged.`,
      'If you do not want that, cancel before.',
    ],
  }),
  subscription_ended: ({ tier }) => ({
    subject: `Your plan ${planOf(tier)} has ended`,
    preheader: 'Nothing was deleted.',
    blocks: [
      'your account is on the free plan now. Nothing was deleted; what exceeds the free plan can be read and not changed. Tokens that you bought stay.',
    ],
  }),
  subscription_duplicate: ({ tier }) => ({
    subject: 'A second subscription was cancelled',
    preheader: 'What you paid for it is credited.',
    blocks: [
      `you subscribed twice. We cancelled the other subscription to ${planOf(tier)}; what is left of it is credited to your next invoices.`,
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
  const pack = `a pack of ${amount(packOfLookupKey(lookupKey)?.tokens ?? tokens)}`;
  const what = tier ? `the plan ${planOf(tier)}` : quantity === 1 ? pack : `${quantity} times ${pack}`;
  return {
    subject: tier ? `Receipt for your plan ${planOf(tier)}` : `Receipt for ${amount(tokens)}`,
    preheader: `${money(paid, currency)} received, ${amount(tokens)} added.`,
    blocks: [
      `thank you. We received ${money(paid, currency)} for ${what}; ${amount(tokens)} were added to your account.`,
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
  const { preheader, now } =
    tokensBack > 0
      ? {
          preheader: `${amount(tokensBack)} are taken back.`,
          now: `${money(amountBack, currency)} of your payment of ${money(paid, currency)} were refunded or disputed, so ${amount(tokensBack)} of its ${amount(tokens)} are taken back.`,
        }
      : {
          preheader: 'Its tokens are yours again.',
          now: `your payment of ${money(paid, currency)} is no longer refunded or disputed; all of its ${amount(tokens)} are yours again.`,
        };
  return { subject: 'A payment was reversed', preheader, blocks: [now, `Reference: ${reference}`] };
}

const planOf = (tier: keyof typeof PLANS): string => PLANS[tier].name;

function amount(value: MicroTokens): string {
  const count = toTokens(microTokens(value));
  return `${count.toLocaleString('en-US', { maximumFractionDigits: 2 })} ${count === 1 ? 'token' : 'tokens'}`;
}

/** Currencies differ in how many digits their smallest unit has. */
function money(smallestUnits: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(smallestUnits / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
