import { spawnSync } from 'node:child_process';
import { metricsRegistry } from '@app/core';
import { openTestLedger, type TestAccount, type TestLedger } from '../../support/model/test-ledger';

/** By number: a fault that breaks this invariant, and possibly others. $1 is the user. */
const faults: Record<number, string> = {
  1: `update token_entries set delta = delta + 1 where bucket = 'spent' and user_id = $1`,
  2: 'update token_accounts set available = available + 1 where user_id = $1',
  3: `update token_holds set amount = amount + 1 where state = 'pending' and user_id = $1`,
  4: 'update token_grants set remaining = remaining - 1 where user_id = $1',
  5: `update token_holds set settled_amount = settled_amount - 1 where state = 'settled' and user_id = $1`,
  6: `update token_holds set subject_id = (select subject_id from token_holds where state = 'settled' and user_id = $1) where user_id = $1`,
  7: `update token_grants set reference = 'cs_1' where user_id = $1`,
  8: 'update token_grants set amount = amount + 1 where user_id = $1',
  9: `delete from token_operations where kind = 'settle' and user_id = $1`,
  10: `update token_holds set deadline_at = now() - interval '11 minutes' where state = 'pending' and user_id = $1`,
};

describe('ledger:check', () => {
  let test: TestLedger;
  let account: TestAccount;
  beforeEach(async () => {
    test = await openTestLedger();
    account = await test.newAccount();
    await account.grant(10);
    await account.grant(5, { source: 'purchase' });
    await account.spend(3);
    await account.reserve(2);
  });
  afterEach(() => test.close());

  const corrupt = async (fault: string) => {
    for (const table of ['token_operations', 'token_entries'])
      await test.dataSource.query(`alter table ${table} disable trigger user`);
    await test.dataSource.query(fault, [account.userId]);
  };
  const run = (env: object) =>
    spawnSync(process.execPath, ['dist/src/ledger-check.js'], { encoding: 'utf8', env: { ...process.env, ...env } });

  it.each(Object.keys(faults).map(Number))('finds a ledger that breaks invariant %i', async (number) => {
    expect(await test.violations()).toEqual([]);
    await corrupt(faults[number] ?? '');
    expect((await test.violations()).map((violation) => Number.parseInt(violation, 10))).toContain(number);
    expect(await metricsRegistry.metrics()).toMatch(
      new RegExp(`ledger_invariant_violations{invariant="${number}"} [1-9]`),
    );
  });

  it('prints each invariant and shows by its exit code whether all hold', async () => {
    const sound = run({ DATABASE_URL: test.databaseUrl });
    expect([sound.status, sound.stderr]).toEqual([0, '']);
    expect(sound.stdout.match(/^ok/gm)).toHaveLength(10);
    await corrupt(faults[2] ?? '');
    const wrong = run({ DATABASE_URL: test.databaseUrl });
    expect(wrong.status).toBe(1);
    expect(wrong.stdout).toMatch(
      new RegExp(`WRONG {2}2 .*\n +${account.userId}: 10000001/2000000/0, entries say 10000000/2000000/0`),
    );
    expect(wrong.stdout).toContain('THE LEDGER IS WRONG');
  });

  it('exits with 2 when the check cannot run', () => {
    const { status, stderr } = run({ DATABASE_URL: 'postgres://nobody:nothing@127.0.0.1:1/none' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/could not be checked/);
  });
});
