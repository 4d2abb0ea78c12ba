import { setTimeout as sleep } from 'node:timers/promises';
import { microTokens, type TokenHold } from '@app/billing';
import { AppError } from '@app/core';
import { waitUntil } from '../harness/wait-until';
import { newHold, type TestAccount, type TestLedger, uniqueKey } from './test-ledger';

export interface HammerOptions {
  workers: number;
  /** Total operations of all workers. */
  operations: number;
  accounts: number;
  /** Each account's tokens at the start. */
  tokens: number;
  seed: number;
  /** Connections die meanwhile: a call without an answer is repeated with its key, and an answer may be lost. */
  unreliable?: boolean;
  /** Called once the accounts have their tokens. */
  onReady?: () => void;
}

/** Refusals that contention may cause; any other failure is a fault. */
const EXPECTED = new Set(['insufficient_tokens', 'hold_resolved']);
const RETRY_FOR_MS = 120_000;

/**
 * Many workers spend from the same few accounts at once; every fifth reservation is sent twice in parallel, and three
 * parties that disagree resolve every hold. Afterwards no hold is pending, and the spent amount equals the answers to
 * the callers.
 * @throws Error when a call fails other than by an expected refusal, takes effect twice, or the ledger has other sums
 */
export async function hammer(
  test: TestLedger,
  { workers, operations, accounts, tokens, seed, unreliable = false, onReady }: HammerOptions,
): Promise<void> {
  const random = mulberry32(seed);
  const all = await Promise.all(Array.from({ length: accounts }, () => test.newAccount()));
  await Promise.all(all.map((account) => account.grant(tokens)));
  onReady?.();
  let left = operations;
  let spent = 0;
  const work = async () => {
    while (left-- > 0) {
      const account = all[Math.floor(random() * accounts)] as TestAccount;
      const hold = { ...newHold(0), amount: microTokens(1 + Math.floor(random() * 2_000_000)) };
      if (!(await reserve(test, account, hold, { twice: random() < 0.2, unreliable }))) continue;
      // In two steps: `spent += await` would add to the earlier value of spent.
      const part = await resolve(test, hold, { random, unreliable });
      spent += part;
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const sums = () =>
    test.dataSource.query<{ available: number; reserved: number }[]>(
      `select coalesce(sum(available), 0)::float8 as available, coalesce(sum(reserved), 0)::float8 as reserved from token_accounts where user_id = any ($1)`,
      [all.map(({ userId }) => userId)],
    );
  const [ledger] = unreliable ? await waitUntil(sums) : await sums();
  const expected = { available: tokens * accounts * 1_000_000 - spent, reserved: 0 };
  if (JSON.stringify(ledger) !== JSON.stringify(expected))
    throw new Error(`left is ${JSON.stringify(ledger)}, not ${JSON.stringify(expected)}`);
}

async function reserve(
  test: TestLedger,
  account: TestAccount,
  hold: TokenHold,
  how: { twice: boolean; unreliable: boolean },
): Promise<boolean> {
  const reservation = { key: uniqueKey(), userId: account.userId, holds: [hold], reason: 'hammer' };
  const answers = await Promise.all(
    Array.from({ length: how.twice ? 2 : 1 }, () => outcome(() => test.reserve(reservation), how.unreliable)),
  );
  // The second may find tokens that did not exist for the first, but never has a second effect.
  if (answers.filter((answer) => answer === 'done').length > 1) throw new Error('a reservation was made twice');
  return answers.some((answer) => answer !== 'insufficient_tokens');
}

/** Callback, poll and sweeper together: one of them wins, and all see the same. Returns the spent amount. */
async function resolve(
  test: TestLedger,
  hold: TokenHold,
  { random, unreliable }: { random: () => number; unreliable: boolean },
): Promise<number> {
  const part = microTokens(Math.ceil(hold.amount * random()) || 1);
  const settle = () => outcome(() => test.ledger.settle(hold.id, part, 'delivered'), unreliable);
  const release = () => outcome(() => test.ledger.release(hold.id, 'timed out'), unreliable);
  const calls = random() < 0.5 ? [settle(), settle(), release()] : [release(), settle(), settle()].reverse();
  const answers = await Promise.all(calls);
  const effects = answers.filter((answer) => answer === 'done').length;
  const released = answers[2] !== 'hold_resolved';
  const agreed = answers[0] === answers[1] || !answers.slice(0, 2).includes('hold_resolved');
  if (effects > 1 || (effects === 0 && !unreliable) || !agreed || released !== (answers[0] === 'hold_resolved'))
    throw new Error(`a hold was resolved like this: ${answers.join(', ')}`);
  return released ? 0 : part;
}

async function outcome(call: () => Promise<{ replayed: boolean }>, unreliable: boolean): Promise<string> {
  for (const deadline = performance.now() + RETRY_FOR_MS; ; await sleep(10)) {
    try {
      return (await call()).replayed ? 'replayed' : 'done';
    } catch (error) {
      if (error instanceof AppError && EXPECTED.has(error.code)) return error.code;
      if (foundNoConnection(error) && performance.now() < deadline) continue;
      if (!unreliable || (error instanceof AppError && !error.retryable) || performance.now() > deadline) throw error;
    }
  }
}

/** Whether all connections were in use for too long: nothing was sent, so that the same call may be made again. */
const foundNoConnection = (error: unknown): boolean =>
  error instanceof AppError &&
  error.code === 'database_unavailable' &&
  (error.cause as Error | undefined)?.message === 'timeout exceeded when trying to connect';

/** A small seeded generator, so that a failing run can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
