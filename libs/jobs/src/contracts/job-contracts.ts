import * as accountMails from './account-mails.jobs';
import * as accounts from './accounts.jobs';
import * as billing from './billing.jobs';
import type { JobContract } from './define-job';
import * as discord from './discord.jobs';
import * as ingest from './ingest.jobs';
import * as platforms from './platforms.jobs';
import * as publications from './publications.jobs';
import type { QueueName } from './queues';
import * as renders from './renders.jobs';
import * as selfChecks from './self-checks.jobs';
import * as system from './system.jobs';
import * as uploads from './uploads.jobs';

const declared = {
  ...system,
  ...accountMails,
  ...accounts,
  ...billing,
  ...renders,
  ...ingest,
  ...uploads,
  ...platforms,
  ...publications,
  ...discord,
  ...selfChecks,
};

export type AnyJobContract = Extract<(typeof declared)[keyof typeof declared], JobContract>;

/** Every job of the product: all contracts that the `*.jobs.ts` files define with `defineJob`. */
export const jobContracts = Object.values(declared).filter(
  (exported): exported is AnyJobContract => typeof exported === 'object' && 'queue' in exported,
);

export type JobName = AnyJobContract['name'];

export type PayloadOf<Contract> = Contract extends JobContract<string, QueueName, infer Payload> ? Payload : never;

/** The payload's fields without its class, so that a plain object is accepted. Unions stay unions. */
export type PlainPayload<Contract> = FieldsOf<PayloadOf<Contract>>;
type FieldsOf<Payload> = Payload extends unknown ? Pick<Payload, keyof Payload> : never;

/** The names under which a job of this contract may wait. */
export const namesOf = ({ name, formerNames = [] }: JobContract): readonly string[] => [name, ...formerNames];

const byName = new Map<string, JobContract>(
  jobContracts.flatMap((contract) => namesOf(contract).map((name) => [name, contract] as const)),
);

/** Undefined for a job that only another version of the product knows. */
export const findContract = (name: string): JobContract | undefined => byName.get(name);
