import { sendAccountMail } from './account-mails.jobs';
import { eraseAccount, eraseAccountExport, makeAccountExport, resealSecrets } from './accounts.jobs';
import { auditLedger, mailBillingNotice, processPaymentEvent, repairPaymentEvents } from './billing.jobs';
import type { JobContract } from './define-job';
import { eraseSource, ingestSource, notifySource } from './ingest.jobs';
import type { QueueName } from './queues';
import { cancelRender, eraseRender, notifyRender, observeRender, runRender } from './renders.jobs';
import { runSelfCheck } from './self-checks.jobs';
import { purge, reconcile } from './system.jobs';

/** Every job of the product. Names, queues and payload types below are derived from this list. */
export const jobContracts = [
  reconcile,
  purge,
  runSelfCheck,
  sendAccountMail,
  makeAccountExport,
  eraseAccountExport,
  eraseAccount,
  resealSecrets,
  processPaymentEvent,
  repairPaymentEvents,
  mailBillingNotice,
  auditLedger,
  runRender,
  observeRender,
  cancelRender,
  notifyRender,
  eraseRender,
  ingestSource,
  eraseSource,
  notifySource,
] as const;

export type AnyJobContract = (typeof jobContracts)[number];
export type JobName = AnyJobContract['name'];

/** The jobs of one queue. */
export type JobNameOf<Queue extends QueueName> = Extract<AnyJobContract, { queue: Queue }>['name'];

export type ContractNamed<Name extends JobName> = Extract<AnyJobContract, { name: Name }>;

export type PayloadOf<Contract> = Contract extends JobContract<string, QueueName, infer Payload> ? Payload : never;

/** The payload's fields without its class, so that a plain object will do. Unions stay unions. */
export type PlainPayload<Contract> = FieldsOf<PayloadOf<Contract>>;
type FieldsOf<Payload> = Payload extends unknown ? Pick<Payload, keyof Payload> : never;

const byName = new Map<string, JobContract>(jobContracts.map((contract) => [contract.name, contract]));

/** Undefined for a job that another version of the product published. */
export const findContract = (name: string): JobContract | undefined => byName.get(name);
