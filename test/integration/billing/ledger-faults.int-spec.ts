import { type LedgerReceipt, tokens } from '@app/billing';
import { Client } from 'pg';
import { type EntityManager } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { hammer } from '../../support/model/ledger-hammer';
import { newHold, openTestLedger, type TestAccount, type TestLedger, uniqueKey } from '../../support/model/test-ledger';
import { type CuttingProxy, startCuttingProxy } from '../../support/servers/cutting-proxy';
import { createTestDatabase } from '../../support/servers/test-database';

type Operation = (manager?: EntityManager) => Promise<LedgerReceipt>;

const POOL = 16;
/** Connections that die in one round, at most. */
const MOST_DEATHS = 200;

let proxy: CuttingProxy;
let test: TestLedger;
let account: TestAccount;
/** Bypasses the proxy. */
let admin: Client;

beforeAll(async () => {
  const database = await createTestDatabase();
  proxy = await startCuttingProxy(database.url);
  test = await openTestLedger({ poolSize: POOL, database: { url: proxy.url, drop: () => database.drop() } });
  admin = new Client({ connectionString: database.url });
  await admin.connect();
});
beforeEach(async () => {
  account = await test.newAccount();
});
afterEach(() => test.assertSound());
afterAll(async () => {
  await admin.end();
  await test.close();
  await proxy.close();
});

/** One operation of each kind, ready to be called repeatedly, on an account with 10 tokens of which 3 are reserved. */
async function operations(): Promise<Record<string, Operation>> {
  const { subjectId } = await account.grant(10);
  const held = await account.reserve(3);
  const { userId } = account;
  const [grantKey, holdKey, clawBackKey] = [uniqueKey(), uniqueKey(), uniqueKey()];
  const holds = [newHold(2)];
  return {
    grant: (manager) =>
      test.ledger.grant({ key: grantKey, userId, amount: tokens(5), source: 'purchase', reason: 'bought' }, manager),
    reserve: (manager) => test.reserve({ key: holdKey, userId, holds, reason: 'a render' }, manager),
    settle: (manager) => test.ledger.settle(held.id, tokens(2), 'delivered', manager),
    release: (manager) => test.ledger.release(held.id, 'failed', manager),
    'claw back': (manager) =>
      test.ledger.clawBack(
        { key: clawBackKey, grantId: subjectId ?? '', total: tokens(10), reason: 'refunded' },
        manager,
      ),
  };
}

const names = ['grant', 'reserve', 'settle', 'release', 'claw back'];
const get = async (name: string) => (await operations())[name] as Operation;

describe('an answer that never arrives', () => {
  it.each(names)('%s: a repetition finds the first effect, or has it', async (name) => {
    for (const when of ['after', 'before'] as const) {
      account = await test.newAccount();
      const operation = await get(name);
      proxy.cut(/select token_|group_/, when);
      await expect(operation()).rejects.toThrow(/terminated|closed|reset/i);
      expect((await operation()).replayed).toBe(when === 'after');
    }
  });

  it.each(names)('%s: the same when the commit of a transaction is lost', async (name) => {
    for (const when of ['after', 'before'] as const) {
      account = await test.newAccount();
      const operation = await get(name);
      proxy.cut(/COMMIT/, when);
      await expect(test.dataSource.transaction((manager) => operation(manager))).rejects.toThrow(
        /terminated|closed|reset|driver/i,
      );
      expect((await operation()).replayed).toBe(when === 'after');
    }
  });
});

/** A dead connection is noticed when it is used, so this uses all of them at the same time. */
const reconnected = () =>
  waitUntil(() => Promise.all(Array.from({ length: POOL }, () => test.dataSource.query('select 1'))));

describe('a connection that dies', () => {
  it.each(names)('%s: leaves nothing behind wherever in the operation it happens', async (name) => {
    await admin.query(`create or replace function crash() returns trigger language plpgsql as $$
      begin
        perform pg_terminate_backend(pg_backend_pid()), pg_sleep(5);
        return null;
      end $$`);
    let crashes = 0;
    for (const table of ['token_accounts', 'token_grants', 'token_holds', 'token_entries', 'token_operations']) {
      account = await test.newAccount();
      const operation = await get(name);
      const before = await account.balance();
      await admin.query(
        `create trigger crash after insert or update on ${table} for each statement execute function crash()`,
      );
      const crashed = await operation().then(
        () => false,
        () => true,
      );
      await admin.query(`drop trigger crash on ${table}`);
      if (!crashed) continue;
      await reconnected();
      crashes += 1;
      expect(await account.balance()).toEqual(before);
      await test.assertSound();
      expect((await operation()).replayed).toBe(false);
    }
    expect(crashes).toBeGreaterThanOrEqual(4);
  });

  it("rolls back the caller's whole transaction, between any two statements", async () => {
    await admin.query('create table if not exists marks (n integer)');
    for (let last = 0; last < 4; last++) {
      account = await test.newAccount();
      const reserve = await get('reserve');
      const transaction = test.dataSource.transaction(async (manager) => {
        const [{ pid }] = await manager.query('select pg_backend_pid() as pid');
        const statements = [
          () => manager.query('insert into marks values (1)'),
          () => reserve(manager),
          () => manager.query('insert into marks values (2)'),
        ];
        for (const [n, statement] of statements.entries()) {
          if (n === last) await admin.query('select pg_terminate_backend($1)', [pid]);
          await statement();
        }
        if (last === statements.length) await admin.query('select pg_terminate_backend($1)', [pid]);
      });
      await expect(transaction).rejects.toThrow();
      await reconnected();
      expect((await admin.query('select * from marks')).rows).toEqual([]);
      expect(await account.balance()).toEqual([7, 3, 0]);
      expect((await reserve()).replayed).toBe(false);
    }
  });

  it('charges no user twice, repeatedly under 16 workers', async () => {
    let over = false;
    let killed = 0;
    const kill = async () => {
      // A slow machine would only open connections otherwise.
      for (const most = killed + MOST_DEATHS; !over && killed < most; ) {
        const { rowCount } =
          await admin.query(`select pg_terminate_backend(pid), pg_sleep(0.02) from (select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
          and query like 'select token\\_re%' order by random() limit 1) victim`);
        killed += rowCount ?? 0;
      }
    };
    const round = { workers: 16, operations: 300, accounts: 3, tokens: 100, unreliable: true };
    // Until enough connections have died, however fast this machine is.
    for (let seed = 7; killed <= 5; seed += 1) {
      let killing: Promise<void> | undefined;
      over = false;
      try {
        await expect(hammer(test, { ...round, seed, onReady: () => void (killing = kill()) })).resolves.toBeUndefined();
      } finally {
        over = true;
        await killing;
      }
      // Nothing repeats what gives the next accounts their tokens.
      await reconnected();
    }
  });
});
