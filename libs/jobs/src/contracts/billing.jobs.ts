import { IsEmail, IsUUID, Matches } from 'class-validator';
import { AccountPayload } from './accounts.jobs';
import { defineJob, RETRY_FOR_A_DAY } from './define-job';
import { SystemPayload } from './system.jobs';

export class PaymentEventPayload {
  /** The payment provider's id; the event itself is in our inbox. */
  @Matches(/^evt_\w+$/)
  eventId: string;
}

/** Updates our copy of the customer that a payment event names. */
export const processPaymentEvent = defineJob({
  name: 'payment_event.process',
  queue: 'io',
  payload: PaymentEventPayload,
  retry: { attempts: 10, backoffMs: 2_000, maxBackoffMs: 600_000 },
  timeoutSeconds: 120,
  jobId: ({ eventId }) => `payment_event.process-${eventId}`,
});

/** Fetches payment events that never arrived and processes those that are still open. */
export const repairPaymentEvents = defineJob({
  name: 'payment_event.repair',
  queue: 'io',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 900,
});

/** Checks the token ledger against its invariants and sets `ledger_invariant_violations`. */
export const auditLedger = defineJob({
  name: 'ledger.audit',
  queue: 'light',
  payload: SystemPayload,
  retry: { attempts: 1, backoffMs: 1_000 },
  timeoutSeconds: 660,
});

/** Stops the payments of an account that its owner wants deleted, and lets them continue when the owner keeps it. */
export const followAccountDeletion = defineJob({
  name: 'account_deletion.follow',
  formerNames: ['checkouts.close'],
  queue: 'io',
  payload: AccountPayload,
  retry: RETRY_FOR_A_DAY,
  timeoutSeconds: 120,
});

export class ChangedAddressPayload extends AccountPayload {
  /** The account's address before the change. */
  @IsEmail()
  former: string;
}

/** Tells the payment provider the account's new address, so that receipts no longer go to the former one. */
export const changeCustomerAddress = defineJob({
  name: 'customer_address.change',
  queue: 'io',
  payload: ChangedAddressPayload,
  retry: RETRY_FOR_A_DAY,
  timeoutSeconds: 60,
});

export class BillingNoticePayload {
  @IsUUID()
  noticeId: string;
}

/** Mails a billing notice to its user. */
export const mailBillingNotice = defineJob({
  name: 'billing_notice.mail',
  queue: 'io',
  payload: BillingNoticePayload,
  retry: RETRY_FOR_A_DAY,
  timeoutSeconds: 60,
  jobId: ({ noticeId }) => `billing_notice.mail-${noticeId}`,
});
