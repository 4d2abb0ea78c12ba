import { tokens } from '@app/billing';
import { waitUntil } from '../../support/harness/wait-until';
import { hammer } from '../../support/model/ledger-hammer';
import { proveByModel } from '../../support/model/ledger-property';
import { newHold, openTestLedger, type TestLedger, uniqueKey } from '../../support/model/test-ledger';

/** Removes a guard of the ledger: replaces a piece of a function's text, or runs a statement. */
type Mutation = { in: string; from: string; to: string } | { run: string };

const mutations: Record<string, Mutation> = {
  'accounts are not locked': {
    in: 'token_begin',
    from: 'perform 1 from token_accounts where user_id = p_user for no key update;',
    to: '',
  },
  'known keys are not replayed': { in: 'token_begin', from: 'if not found then', to: 'if true then' },
  'other arguments pass under a known key': {
    in: 'token_begin',
    from: 'or known.fingerprint <> token_fingerprint(p_request)',
    to: '',
  },
  'a key answers another user': { in: 'token_begin', from: 'known.user_id <> p_user or', to: '' },
  'what has ended can be spent': { in: 'token_begin', from: 'perform token_expire_due(p_user);', to: '' },
  'the balance is not asked': { in: 'token_reserve', from: 'coalesce(account.available, 0) < needed', to: 'false' },
  'grants are spent in the order they were made': {
    in: 'token_reserve',
    from: 'order by priority, ends_at nulls last, id',
    to: 'order by id',
  },
  'quickly: known keys are not looked for': {
    in: 'token_reserve_one',
    from: 'if exists (select 1 from token_operations where key = p_key) then return null; end if;',
    to: '',
  },
  'quickly: what has ended can be spent': { in: 'token_reserve_one', from: 'source.ended or ', to: '' },
  'quickly: a grant need not cover the hold': { in: 'token_reserve_one', from: 'or source.free < size', to: '' },
  'quickly: grants are spent in the order they were made': {
    in: 'token_reserve_one',
    from: 'order by priority, ends_at nulls last, id',
    to: 'order by id',
  },
  'quickly: accounts are not locked': { in: 'token_reserve_one', from: 'for no key update', to: '' },
  'resolved holds are resolved again': { in: 'token_resolve', from: `and state = 'pending'`, to: '' },
  'settlements above the hold pass': { in: 'token_resolve', from: 'p_spent > hold.amount', to: 'false' },
  'what comes back pays no debt': { in: 'token_resolve', from: 'least(debt, hold.amount - p_spent)', to: '0' },
  'what comes in pays no debt': { in: 'token_grant', from: 'least(debt, p_amount)', to: '0' },
  'more than the grant is taken back': {
    in: 'token_claw_back',
    from: 'p_total not between 0 and target.amount',
    to: 'false',
  },
  'the total is taken back each time': {
    in: 'token_claw_back',
    from: 'p_total - clawed_back into',
    to: 'p_total into',
  },
  'a refund takes tokens that expired unused again': { in: 'token_claw_back', from: 'least(change, expired)', to: '0' },
  'tokens that had expired come back with a refund that failed': {
    in: 'token_claw_back',
    from: 'least(p_total - from_expired, 0)',
    to: '0',
  },
  'the refunded grant is not taken from first': { in: 'token_claw_back', from: '(id = p_grant) desc, ', to: '' },
  'credits are taken from tokens that were bought': {
    in: 'token_take_credited',
    from: `and (id = p_grant or source = 'subscription')`,
    to: '',
  },
  'a credit does not count tokens that expired unused': { in: 'token_take_credited', from: '+ expired', to: '' },
  'held tokens are taken for a credit': {
    in: 'token_take_credited',
    from: 'sum(remaining - held)',
    to: 'sum(remaining)',
  },
  'held tokens expire': { in: 'token_expire_due', from: 'remaining - held as free', to: 'remaining as free' },
  'there is no day of grace': { in: 'token_grace', from: 'expires_at <= clock_timestamp()', to: 'false' },
  'the day of grace is given again and again': { in: 'token_grace', from: 'and ends_at = expires_at', to: '' },
  'lines need not balance': { in: 'token_post', from: 'is distinct from 0', to: 'is null' },
  'keys are not unique': { run: 'alter table token_operations drop constraint token_operations_pkey' },
  'a subject can be held twice': { run: 'drop index token_holds_one_pending' },
  'entries can be changed': { run: 'drop trigger token_entries_append_only on token_entries' },
  'operations can be changed': { run: 'drop trigger token_operations_append_only on token_operations' },
};

/** Whether connections meet at a missing lock depends on the machine: a ledger that should fail gets more rounds. */
const HAMMER_ROUNDS = 6;

/** @param isSound the ledger is as it should be */
const checksOf = (isSound: boolean): Record<string, (test: TestLedger) => Promise<void>> => ({
  rules: checkRules,
  model: (test) => proveByModel(test, { numRuns: 60, seed: 1, endOnFailure: true }),
  hammer: async (test) => {
    for (let seed = 1; seed <= (isSound ? 1 : HAMMER_ROUNDS); seed += 1) {
      await hammer(test, { workers: 32, operations: 400, accounts: 2, tokens: 50, seed });
      await test.assertSound();
    }
  },
});

describe('the tests of the ledger', () => {
  it('accept the ledger as it is', async () => {
    expect(await caughtBy()).toBe('nothing');
  });

  it.each(Object.keys(mutations))('notices when %s', async (name) => {
    expect(await caughtBy(mutations[name])).not.toBe('nothing');
  });
});

/** The first check that fails on a ledger with this mutation. */
async function caughtBy(mutation?: Mutation): Promise<string> {
  const test = await openTestLedger({ poolSize: 32 });
  try {
    if (mutation) await mutate(test, mutation);
    for (const [name, check] of Object.entries(checksOf(mutation === undefined))) {
      const failed = await check(test).then(
        () => false,
        () => true,
      );
      if (failed) return name;
    }
    return 'nothing';
  } finally {
    await test.close();
  }
}

async function mutate({ dataSource }: TestLedger, mutation: Mutation): Promise<void> {
  if ('run' in mutation) return void (await dataSource.query(mutation.run));
  const [{ source }] = await dataSource.query(
    'select pg_get_functiondef(oid) as source from pg_proc where proname = $1',
    [mutation.in],
  );
  if (source.split(mutation.from).length !== 2)
    throw new Error(`${mutation.in} does not have "${mutation.from}" exactly once`);
  await dataSource.query(source.replace(mutation.from, () => mutation.to));
}

/** Mutations that neither the model nor contention would reveal. */
async function checkRules(test: TestLedger): Promise<void> {
  const [one, other] = [await test.newAccount(), await test.newAccount()];
  const key = uniqueKey();
  const { subjectId } = await one.grant(10, { key });
  await refused(other.grant(10, { key }));
  await refusedAfterCommit(test, [one.userId, other.userId]);
  const { subjectId: render } = await one.reserve(1);
  await refused(
    test.reserve({
      key: uniqueKey(),
      userId: one.userId,
      holds: [{ ...newHold(1), subjectId: render }],
      reason: 'again',
    }),
  );
  await refused(test.dataSource.query('update token_entries set delta = delta + 1'));
  await refused(test.dataSource.query('delete from token_operations'));
  const unbalanced = `select token_post('unbalanced', $1, 'grant', null, '{}', 'x', null, array[('available', 5, $2, null)]::token_line[])`;
  await refused(test.dataSource.query(unbalanced, [one.userId, subjectId]));
  await checkGrace(test);
  await checkEnded(test);
  await checkCredits(test);
  await checkUnused(test);
}

async function checkCredits({ ledger, newAccount }: TestLedger): Promise<void> {
  const account = await newAccount();
  const plan = { source: 'subscription', expiresAt: new Date(Date.now() + 60_000) } as const;
  const { subjectId: grantId } = await account.grant(20, plan);
  await account.grant(30);
  await account.spend(5);
  const hold = await account.reserve(5);
  const take = async (expected: number) => {
    const taken = await ledger.takeCredited({ key: uniqueKey(), grantId: grantId ?? '', total: tokens(20) });
    if (taken !== tokens(expected)) throw new Error(`${taken} were taken back instead of ${tokens(expected)}`);
  };
  await take(10);
  await ledger.release(hold.id, 'failed');
  await take(15);
  await account.grant(3, plan);
  await take(18);
  await account.grant(20, { ...plan, source: 'admin' });
  await take(18);
}

async function checkUnused({ ledger, newAccount }: TestLedger): Promise<void> {
  const account = await newAccount();
  const plan = { source: 'subscription', expiresAt: new Date(Date.now() + 60_000) } as const;
  const { subjectId } = await account.grant(20, plan);
  await account.passTime(61);
  const counted = await ledger.takeCredited({ key: uniqueKey(), grantId: subjectId ?? '', total: tokens(20) });
  if (counted !== tokens(20)) throw new Error('tokens that had expired unused were not counted');
  await account.clawBack(subjectId, 0);
  if ((await account.balance())[0] !== 0) throw new Error('tokens that had expired unused came back');
  await account.grant(20, plan);
  await account.clawBack(subjectId, 20);
  if ((await account.balance())[0] !== 20) throw new Error('tokens that had expired unused were taken back');
}

async function checkEnded(test: TestLedger): Promise<void> {
  const account = await test.newAccount();
  await account.grant(20, { source: 'subscription', expiresAt: new Date(Date.now() + 60_000) });
  await account.grant(30);
  await account.passTime(61);
  await account.reserve(1);
  if ((await account.balance())[0] !== 29) throw new Error('tokens that have ended were spent');
}

async function checkGrace(test: TestLedger): Promise<void> {
  const account = await test.newAccount();
  await account.grant(2, { expiresAt: new Date(Date.now() + 60_000) });
  const holds = [await account.reserve(1), await account.reserve(1)];
  for (const { id } of holds) {
    await account.passTime(25 * 3600);
    await test.ledger.release(id, 'failed');
  }
  if ((await account.balance())[0] !== 0) throw new Error('a grant has lived for a second day of grace');
}

/** Two users request the same key while neither sees the other's operation. */
async function refusedAfterCommit(test: TestLedger, [one = '', other = '']: string[]): Promise<void> {
  const key = uniqueKey();
  const grant = (userId: string) => ({ key, userId, amount: tokens(1), source: 'admin' as const, reason: 'a gift' });
  let refusal: Promise<void> | undefined;
  await test.dataSource.transaction(async (manager) => {
    await test.ledger.grant(grant(one), manager);
    let isAnswered = false;
    refusal = refused(test.ledger.grant(grant(other))).finally(() => (isAnswered = true));
    refusal.catch(() => undefined);
    await waitUntil(async () => isAnswered || (await isAnyBlocked(test)));
  });
  await refusal;
}

async function isAnyBlocked({ dataSource }: TestLedger): Promise<boolean> {
  const blocked = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  return (await dataSource.query<unknown[]>(blocked)).length > 0;
}

async function refused(call: Promise<unknown>): Promise<void> {
  const passed = await call.then(
    () => true,
    () => false,
  );
  if (passed) throw new Error('something passed that must be refused');
}
