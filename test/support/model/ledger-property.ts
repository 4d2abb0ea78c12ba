import { type GrantSource, microTokens, type TokenHold } from '@app/billing';
import { AppError, newId } from '@app/core';
import fc from 'fast-check';
import { LedgerModel, type ModelAnswer } from './ledger-model';
import { newHold, type TestAccount, type TestLedger, uniqueKey } from './test-ledger';

const PRIORITIES: Readonly<Record<GrantSource, number>> = { subscription: 10, welcome: 20, admin: 30, purchase: 40 };
const HOUR_MS = 3_600_000;

const amount = fc.integer({ min: 1, max: 20 });
const which = fc.nat({ max: 20 });
/**
 * The operations that a caller may request of the ledger. Numbers that choose a hold, a grant or an earlier operation
 * wrap around.
 */
const usual = [
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('grant' as const),
      amount,
      source: fc.constantFrom<GrantSource>('subscription', 'welcome', 'admin', 'purchase'),
      hours: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('reserve' as const),
      amounts: fc.array(amount, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('settle' as const), hold: which, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('release' as const), hold: which }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('claw back' as const), grant: which, total: fc.nat({ max: 21 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.integer({ min: 1, max: 30 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('repeat' as const), operation: which, changed: fc.boolean() }) },
] as const;
/** Rare in reality; separate, so that sequences without it reach debts more often. */
const takeCredited = fc.record({ do: fc.constant('take credited' as const), grant: which, total: fc.nat({ max: 21 }) });
const [withoutCredits, withCredits] = [fc.oneof(...usual), fc.oneof(...usual, { weight: 5, arbitrary: takeCredited })];
type Request = typeof withCredits extends fc.Arbitrary<infer T> ? T : never;

interface Operation {
  /** `change` alters the arguments under the same key. */
  run: (change?: boolean) => Promise<unknown>;
  decide: () => ModelAnswer;
}

/**
 * Random sequences of operations: after each step, answer and state of the ledger equal those of the model.
 * @param parameters `endOnFailure` skips the search for the shortest sequence that fails; `credits` adds what follows
 * from credited money
 */
export async function proveByModel(
  test: TestLedger,
  { credits = false, ...parameters }: { numRuns: number; seed?: number; endOnFailure?: boolean; credits?: boolean },
): Promise<void> {
  const request: fc.Arbitrary<Request> = credits ? withCredits : withoutCredits;
  await fc.assert(
    fc.asyncProperty(fc.array(request, { maxLength: 40, size: 'max' }), async (requests) => {
      const session = new Session(test, await test.newAccount());
      for (const [step, next] of requests.entries()) await session.perform(next, step);
    }),
    parameters,
  );
}

class Session {
  private readonly model = new LedgerModel();
  private readonly grantIds: string[] = [];
  private readonly holds: TokenHold[] = [];
  /** By key: the request, and the model's first answer. */
  private readonly done = new Map<string, { run: Operation['run']; answer: ModelAnswer; fingerprint: string }>();

  constructor(
    private readonly test: TestLedger,
    private readonly account: TestAccount,
  ) {}

  async perform(next: Request, step: number): Promise<void> {
    if (next.do === 'pass') {
      this.model.pass(next.hours);
      await this.account.passTime(next.hours * 3600);
    } else if (next.do === 'sweep') await this.test.ledger.expireEnded(1_000);
    else if (next.do === 'take credited') await this.takeCredited(next.grant, next.total, step);
    else if (next.do === 'repeat') await this.repeat(next.operation, next.changed, step);
    else await this.operate(next, step);
    same(
      await this.test.ledger.balance(this.account.userId),
      this.model.state(),
      `balance after step ${step}, ${JSON.stringify(next)}`,
    );
  }

  private async operate(
    next: Exclude<Request, { do: 'pass' | 'sweep' | 'repeat' | 'take credited' }>,
    step: number,
  ): Promise<void> {
    const operation = this[next.do](next as never);
    if (!operation) return;
    const { key, fingerprint, run, decide } = operation;
    const known = this.done.get(key);
    const expected = known
      ? known.fingerprint === fingerprint
        ? known.answer
        : { refused: 'operation_key_reused' }
      : decide();
    const answer = await answerOf(run());
    same(answer, expected, `step ${step}, ${JSON.stringify(next)}`);
    if (!known && !('refused' in expected)) this.done.set(key, { run, answer: expected, fingerprint });
    if (next.do === 'grant' && answer.subjectId) this.grantIds.push(answer.subjectId);
  }

  private async takeCredited(index: number, total: number, step: number): Promise<void> {
    const position = index % this.grantIds.length;
    const grantId = this.grantIds[position];
    if (!grantId) return;
    const taken = await this.test.ledger.takeCredited({ key: uniqueKey(), grantId, total: microTokens(total) });
    const expected = this.model.takeCredited(position, total);
    if (taken !== expected) throw new Error(`step ${step}: the ledger took ${taken} back, the model ${expected}`);
  }

  private async repeat(index: number, changed: boolean, step: number): Promise<void> {
    const earlier = [...this.done.values()];
    const operation = earlier[index % earlier.length];
    if (!operation) return;
    same(
      await answerOf(operation.run(changed)),
      changed ? { refused: 'operation_key_reused' } : operation.answer,
      `step ${step}, repeated`,
    );
  }

  private grant(next: Extract<Request, { do: 'grant' }>) {
    const key = uniqueKey();
    const expiresAt = next.hours === undefined ? undefined : new Date(Date.now() + next.hours * HOUR_MS);
    const grant = { key, userId: this.account.userId, source: next.source, expiresAt, reason: 'a test' };
    const run = (change?: boolean) =>
      this.test.ledger.grant({ ...grant, amount: microTokens(next.amount + (change ? 1 : 0)) });
    return {
      key,
      fingerprint: key,
      run,
      decide: () => this.model.grant(next.amount, PRIORITIES[next.source], next.hours),
    };
  }

  private reserve(next: Extract<Request, { do: 'reserve' }>) {
    const key = uniqueKey();
    const holds = next.amounts.map((size) => ({
      ...newHold(0),
      amount: microTokens(size),
      deadlineSeconds: 30 * 24 * 3600,
    }));
    const run = (change?: boolean) =>
      this.test.reserve({
        key,
        userId: this.account.userId,
        holds: change ? holds.map((hold) => ({ ...hold, id: newId() })) : holds,
        reason: 'a test',
      });
    const decide = () => {
      const answer = this.model.reserve(next.amounts);
      if (!('refused' in answer)) this.holds.push(...holds);
      return answer;
    };
    return { key, fingerprint: key, run, decide };
  }

  private settle(next: Extract<Request, { do: 'settle' }>) {
    const index = next.hold % this.holds.length;
    const hold = this.holds[index];
    if (!hold) return undefined;
    const run = (change?: boolean) =>
      this.test.ledger.settle(hold.id, microTokens(next.amount + (change ? 1 : 0)), 'a test');
    return {
      key: `settle ${index}`,
      fingerprint: String(next.amount),
      run,
      decide: () => this.model.resolve(index, next.amount),
    };
  }

  private release(next: Extract<Request, { do: 'release' }>) {
    const index = next.hold % this.holds.length;
    const hold = this.holds[index];
    if (!hold) return undefined;
    // A release has no argument that could change, so the changed repetition uses its key for another operation.
    const run = (change?: boolean) =>
      change
        ? this.test.ledger.grant({
            key: `hold:${hold.id}:release`,
            userId: this.account.userId,
            amount: microTokens(1),
            source: 'admin',
            reason: 'a test',
          })
        : this.test.ledger.release(hold.id, 'a test');
    return { key: `release ${index}`, fingerprint: '', run, decide: () => this.model.resolve(index, 0) };
  }

  private 'claw back'(next: Extract<Request, { do: 'claw back' }>) {
    const index = next.grant % this.grantIds.length;
    const grantId = this.grantIds[index];
    if (!grantId) return undefined;
    const key = uniqueKey();
    const run = (change?: boolean) =>
      this.test.ledger.clawBack({ key, grantId, total: microTokens(next.total + (change ? 1 : 0)), reason: 'a test' });
    return { key, fingerprint: key, run, decide: () => this.model.clawBack(index, next.total) };
  }
}

type Answer = { available?: number; reserved?: number; debt?: number; refused?: string; subjectId?: string | null };

async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    return (await call) as Answer;
  } catch (error) {
    if (error instanceof AppError) return { refused: error.code };
    throw error;
  }
}

function same(answer: Answer, expected: ModelAnswer, where: string): void {
  const said =
    'refused' in expected
      ? { refused: answer.refused ?? 'nothing' }
      : { available: answer.available, reserved: answer.reserved, debt: answer.debt };
  if (JSON.stringify(said) !== JSON.stringify(expected)) {
    throw new Error(
      `${where}: the ledger says ${JSON.stringify(answer.refused ? { refused: answer.refused } : said)}, the model ${JSON.stringify(expected)}`,
    );
  }
}
