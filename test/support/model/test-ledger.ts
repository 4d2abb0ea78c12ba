import {
  BillingModule,
  LedgerAuditService,
  type LedgerReceipt,
  LedgerService,
  type Reservation,
  type TokenGrant,
  type TokenHold,
  tokens,
} from '@app/billing';
import { DatabaseModule, newId, prepared, runGroup } from '@app/core';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource, type EntityManager } from 'typeorm';
import { createTestDatabase } from '../servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), BillingModule] })
class LedgerModule {}

export interface TestLedger {
  ledger: LedgerService;
  dataSource: DataSource;
  databaseUrl: string;
  /** Reserves as the API does for a render: in a group of statements. */
  reserve(reservation: Reservation, manager?: EntityManager): Promise<LedgerReceipt>;
  /** A user without an account yet. */
  newAccount: () => Promise<TestAccount>;
  /** Violated invariants with examples, as text; empty when all hold. */
  violations(): Promise<string[]>;
  /** @throws Error with every violated invariant */
  assertSound(): Promise<void>;
  close(): Promise<void>;
}

export type HoldRequest = Partial<Omit<TokenHold, 'amount'>>;

/** One user of the ledger; amounts in whole tokens. */
export interface TestAccount {
  userId: string;
  grant(amount: number, more?: Partial<TokenGrant>): Promise<LedgerReceipt>;
  reserve(amount: number, more?: HoldRequest): Promise<TokenHold>;
  /** Settles immediately. */
  spend(amount: number): Promise<LedgerReceipt>;
  clawBack(grantId: string | null, total: number): Promise<LedgerReceipt>;
  /** `[available, reserved, debt]` */
  balance(): Promise<[number, number, number]>;
  /** The remaining tokens of a source's grants, held or not. */
  leftOf(source: string): Promise<number>;
  /** Lets this much time pass for everything of the user that has a deadline. */
  passTime(seconds: number): Promise<void>;
}

let sequence = 0;
export const uniqueKey = (): string => `test:${++sequence}`;

export const newHold = (amount: number, more: HoldRequest = {}): TokenHold => ({
  id: newId(),
  subjectType: 'render',
  subjectId: newId(),
  amount: tokens(amount),
  deadlineSeconds: 600,
  ...more,
});

export interface TestLedgerOptions {
  poolSize?: number;
  /** Default: a new one. */
  database?: { url: string; drop(): Promise<void> };
}

/** The real ledger on a separate database. */
export async function openTestLedger({ poolSize = 8, database: given }: TestLedgerOptions = {}): Promise<TestLedger> {
  const database = given ?? (await createTestDatabase());
  Object.assign(process.env, { DATABASE_URL: database.url, DATABASE_POOL_SIZE: String(poolSize) });
  const app = await NestFactory.createApplicationContext(LedgerModule, { logger: false, abortOnError: false });
  const [ledger, dataSource, audit] = [app.get(LedgerService), app.get(DataSource), app.get(LedgerAuditService)];
  const violations = async () =>
    (await audit.audit())
      .filter((report) => report.violations > 0)
      .map(({ number, name, examples }) => `${number} ${name}: ${examples.join('; ')}`);
  const reserve: TestLedger['reserve'] = (reservation, manager) => reserveIn(dataSource, ledger, reservation, manager);
  return {
    ledger,
    dataSource,
    databaseUrl: database.url,
    reserve,
    newAccount: () => newAccount({ ledger, dataSource, reserve }),
    violations,
    assertSound: async () => {
      const found = await violations();
      if (found.length > 0) throw new Error(`the ledger is wrong:\n${found.join('\n')}`);
    },
    close: async () => {
      await app.close();
      await database.drop();
    },
  };
}

const OWN_TRANSACTION = prepared(`select set_config('test.transaction', pg_current_xact_id()::text, false)`);
/** An operation that another transaction has made is a replay. */
const RECEIPT = `
  select xmin::text::bigint <> current_setting('test.transaction')::bigint % (1::bigint << 32) as replayed, version::float8,
    subject_id as "subjectId", available::float8, reserved::float8, debt::float8
  from token_operations where key = $1`;

/** A group has no results, so the receipt is read afterwards, on the connection that knows the group's transaction. */
async function reserveIn(
  dataSource: DataSource,
  ledger: LedgerService,
  reservation: Reservation,
  manager?: EntityManager,
): Promise<LedgerReceipt> {
  const runner = manager?.queryRunner ?? dataSource.createQueryRunner();
  try {
    await runGroup(runner, [ledger.reservation(reservation), { text: OWN_TRANSACTION, values: [] }]);
    const [receipt] = (await runner.query(RECEIPT, [reservation.key])) as [LedgerReceipt];
    return receipt;
  } finally {
    if (!manager) await runner.release();
  }
}

async function newAccount(test: Pick<TestLedger, 'ledger' | 'dataSource' | 'reserve'>): Promise<TestAccount> {
  const { ledger, dataSource } = test;
  const userId = newId();
  await dataSource.query('insert into users (id, email, name) values ($1, $2, $3)', [
    userId,
    `${userId}@example.com`,
    'A test user',
  ]);
  const reserve: TestAccount['reserve'] = async (amount, more) => {
    const hold = newHold(amount, more);
    await test.reserve({ key: uniqueKey(), userId, holds: [hold], reason: 'a render' });
    return hold;
  };
  return {
    userId,
    grant: (amount, more) =>
      ledger.grant({ key: uniqueKey(), userId, amount: tokens(amount), source: 'purchase', reason: 'bought', ...more }),
    reserve,
    spend: async (amount) => ledger.settle((await reserve(amount)).id, tokens(amount), 'delivered'),
    clawBack: (grantId, total) =>
      ledger.clawBack({ key: uniqueKey(), grantId: grantId ?? '', total: tokens(total), reason: 'refunded' }),
    balance: async () => {
      const { available, reserved, debt } = await ledger.balance(userId);
      return [available / 1e6, reserved / 1e6, debt / 1e6];
    },
    leftOf: async (source) => {
      const [row] = await dataSource.query(
        'select sum(remaining)::float8 / 1e6 as remaining from token_grants where user_id = $1 and source = $2',
        [userId, source],
      );
      return row.remaining as number;
    },
    passTime: async (seconds) => {
      const earlier = `- interval '${seconds} seconds'`;
      await dataSource.query(
        `update token_grants set expires_at = expires_at ${earlier}, ends_at = ends_at ${earlier} where user_id = $1`,
        [userId],
      );
      await dataSource.query(
        `update token_holds set deadline_at = deadline_at ${earlier} where user_id = $1 and state = 'pending'`,
        [userId],
      );
    },
  };
}
