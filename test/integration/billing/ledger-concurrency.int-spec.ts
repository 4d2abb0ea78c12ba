import { tokens } from '@app/billing';
import { hammer } from '../../support/model/ledger-hammer';
import { newHold, openTestLedger, type TestLedger, uniqueKey } from '../../support/model/test-ledger';

const WORKERS = 64;
/** 20,000 in a nightly run. */
const OPERATIONS = Number(process.env.LEDGER_HAMMER_OPERATIONS ?? 1_500);

describe('the ledger under contention', () => {
  let test: TestLedger;
  beforeAll(async () => {
    test = await openTestLedger({ poolSize: WORKERS });
    await openConnections();
  });
  afterEach(() => test.assertSound());
  afterAll(() => test.close());

  /** One after the other: together they take longer on a busy machine than a caller waits for a connection. */
  async function openConnections(): Promise<void> {
    const runners = Array.from({ length: WORKERS }, () => test.dataSource.createQueryRunner());
    for (const runner of runners) await runner.connect();
    for (const runner of runners) await runner.release();
  }

  it('lets exactly one of 64 parallel renders have the last token', async () => {
    const account = await test.newAccount();
    await account.grant(1);
    const outcomes = await Promise.all(
      Array.from({ length: 64 }, () =>
        account.reserve(1).then(
          () => 'reserved',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'reserved')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'insufficient_tokens')).toHaveLength(63);
    expect(await account.balance()).toEqual([0, 1, 0]);
  });

  it('executes once an operation that 64 callers request concurrently', async () => {
    const account = await test.newAccount();
    const key = uniqueKey();
    const grants = await Promise.all(Array.from({ length: 64 }, () => account.grant(5, { key })));
    expect(grants.filter(({ replayed }) => !replayed)).toHaveLength(1);
    const reservation = { key: uniqueKey(), userId: account.userId, holds: [newHold(2)], reason: 'a render' };
    const reserved = await Promise.all(Array.from({ length: 64 }, () => test.reserve(reservation)));
    expect(reserved.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await account.balance()).toEqual([3, 2, 0]);
  });

  it('resolves a hold once when 32 callers settle it and 32 release it', async () => {
    const account = await test.newAccount();
    await account.grant(5);
    const { id } = await account.reserve(4);
    const calls = Array.from({ length: 64 }, (_, n) =>
      n % 2 ? test.ledger.release(id, 'timed out') : test.ledger.settle(id, tokens(3), 'delivered'),
    );
    const done = (await Promise.allSettled(calls)).filter(
      (call) => call.status === 'fulfilled' && !call.value.replayed,
    );
    expect(done).toHaveLength(1);
    expect([2, 5]).toContain((await account.balance())[0]);
  });

  it.each([1, 50])(
    'keeps its sums with 64 workers on %i accounts',
    async (accounts) => {
      await expect(
        hammer(test, { workers: WORKERS, operations: OPERATIONS, accounts, tokens: 400, seed: 20_261_121 }),
      ).resolves.toBeUndefined();
    },
    180_000 + OPERATIONS * 10,
  );
});
