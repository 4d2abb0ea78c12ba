import { microTokens, tokens } from '@app/billing';
import { newId } from '@app/core';
import { newHold, openTestLedger, type TestAccount, type TestLedger, uniqueKey } from '../../support/model/test-ledger';

let test: TestLedger;
let account: TestAccount;

beforeAll(async () => {
  test = await openTestLedger();
});
beforeEach(async () => {
  account = await test.newAccount();
});
afterEach(() => test.assertSound());
afterAll(() => test.close());

describe('reserve, settle, release', () => {
  it('moves tokens from available to reserved to spent, and returns the rest', async () => {
    await account.grant(10);
    const { id } = await account.reserve(4);
    expect(await account.balance()).toEqual([6, 4, 0]);
    await test.ledger.settle(id, tokens(3), 'delivered');
    expect(await account.balance()).toEqual([7, 0, 0]);
  });

  it('releases a hold completely', async () => {
    await account.grant(10);
    const { id } = await account.reserve(4);
    await test.ledger.release(id, 'the provider refused');
    expect(await account.balance()).toEqual([10, 0, 0]);
  });

  it('refuses more than the balance covers, says what is missing, and holds nothing', async () => {
    await account.grant(3);
    await expect(account.reserve(4)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      kind: 'payment_required',
      options: { extra: { needed: 4, available: 3, debt: 0 } },
    });
    expect(await account.balance()).toEqual([3, 0, 0]);
  });

  it('refuses a user who never had tokens', async () => {
    await expect(account.reserve(1)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      options: { extra: { available: 0 } },
    });
  });

  it('holds a batch completely or not at all', async () => {
    await account.grant(10);
    const batch = (sizes: number[]) =>
      test.reserve({
        key: uniqueKey(),
        userId: account.userId,
        holds: sizes.map((size) => newHold(size)),
        reason: 'a batch',
      });
    await expect(batch([5, 5, 1])).rejects.toMatchObject({
      code: 'insufficient_tokens',
      options: { extra: { needed: 11 } },
    });
    expect(await account.balance()).toEqual([10, 0, 0]);
    await batch([5, 4, 1]);
    expect(await account.balance()).toEqual([0, 10, 0]);
  });

  it('resolves a hold once: settle after release and release after settle are conflicts that explain what happened', async () => {
    await account.grant(10);
    const [released, settled] = [await account.reserve(2), await account.reserve(2)];
    await test.ledger.release(released.id, 'cancelled');
    await test.ledger.settle(settled.id, tokens(1), 'delivered');
    await expect(test.ledger.settle(released.id, tokens(1), 'delivered')).rejects.toMatchObject({
      code: 'hold_resolved',
      options: { extra: { state: 'released', charged: 0 } },
    });
    await expect(test.ledger.release(settled.id, 'cancelled')).rejects.toMatchObject({
      code: 'hold_resolved',
      options: { extra: { state: 'settled', charged: 1 } },
    });
    expect(await account.balance()).toEqual([9, 0, 0]);
  });

  it('never settles more than the hold', async () => {
    await account.grant(10);
    const { id } = await account.reserve(2);
    await expect(test.ledger.settle(id, microTokens(2_000_001), 'delivered')).rejects.toMatchObject({
      code: 'settlement_above_hold',
    });
    expect(await account.balance()).toEqual([8, 2, 0]);
  });

  it('does not know holds that it did not create', async () => {
    await expect(test.ledger.release(newId(), 'cancelled')).rejects.toMatchObject({ code: 'hold_unknown' });
  });

  it('allows a subject one pending hold, and another after the first was released', async () => {
    await account.grant(10);
    const first = await account.reserve(2);
    const again = { ...newHold(2), subjectId: first.subjectId };
    const second = () => test.reserve({ key: uniqueKey(), userId: account.userId, holds: [again], reason: 'again' });
    await expect(second()).rejects.toThrow(/token_holds_one_pending/);
    await test.ledger.release(first.id, 'cancelled');
    await second();
    expect(await account.balance()).toEqual([8, 2, 0]);
  });

  it('belongs to the transaction of its caller', async () => {
    await account.grant(10);
    const failing = test.dataSource.transaction(async (manager) => {
      await test.reserve(
        { key: 'rolled back', userId: account.userId, holds: [newHold(4)], reason: 'a render' },
        manager,
      );
      throw new Error('the render could not be saved');
    });
    await expect(failing).rejects.toThrow('could not be saved');
    expect(await account.balance()).toEqual([10, 0, 0]);
  });
});

describe('operation keys', () => {
  it('give a repeated call the first answer, without a second effect', async () => {
    const key = uniqueKey();
    const first = await account.grant(10, { key });
    await account.reserve(4);
    const second = await account.grant(10, { key });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await account.balance()).toEqual([6, 4, 0]);
  });

  it('repeat reserve, settle and release too', async () => {
    await account.grant(10);
    const reservation = { key: uniqueKey(), userId: account.userId, holds: [newHold(4)], reason: 'a render' };
    const id = reservation.holds[0]?.id ?? '';
    const calls = [() => test.reserve(reservation), () => test.ledger.settle(id, tokens(3), 'delivered')];
    for (const call of calls) expect(await call()).toEqual({ ...(await call()), replayed: false });
    const { id: other } = await account.reserve(1);
    expect(await test.ledger.release(other, 'cancelled')).toEqual({
      ...(await test.ledger.release(other, 'cancelled')),
      replayed: false,
    });
    expect(await account.balance()).toEqual([7, 0, 0]);
  });

  it('are refused with other arguments or for another user', async () => {
    const key = uniqueKey();
    await account.grant(10, { key });
    await expect(account.grant(11, { key })).rejects.toMatchObject({ code: 'operation_key_reused' });
    account = await test.newAccount();
    await expect(account.grant(10, { key })).rejects.toMatchObject({ code: 'operation_key_reused' });
    const { id } = await account.grant(5).then(() => account.reserve(4));
    await test.ledger.settle(id, tokens(3), 'delivered');
    await expect(test.ledger.settle(id, tokens(2), 'delivered')).rejects.toMatchObject({
      code: 'operation_key_reused',
    });
  });

  it('of a refused operation remain free', async () => {
    const reservation = { key: uniqueKey(), userId: account.userId, holds: [newHold(4)], reason: 'a render' };
    await expect(test.reserve(reservation)).rejects.toMatchObject({ code: 'insufficient_tokens' });
    await account.grant(4);
    expect(await test.reserve(reservation)).toMatchObject({ replayed: false, reserved: 4_000_000 });
  });
});

describe('the journal', () => {
  it('cannot be changed or shortened', async () => {
    await account.grant(10);
    for (const table of ['token_entries', 'token_operations']) {
      for (const statement of [`update ${table} set version = 9`, `delete from ${table}`, `truncate ${table}`]) {
        await expect(test.dataSource.query(statement)).rejects.toThrow(`${table} is append-only`);
      }
    }
  });

  it('accepts no operation that does not balance', async () => {
    const { subjectId } = await account.grant(10);
    const unbalanced = `select token_post('x', $1, 'grant', null, '{}', 'x', null, array[('available', 5, $2, null)]::token_line[])`;
    await expect(test.dataSource.query(unbalanced, [account.userId, subjectId])).rejects.toThrow(
      'do not add up to zero',
    );
  });

  it('lists every operation with its reason, its reference and the balance after it', async () => {
    await account.grant(10, { reference: 'order-1', reason: '10 tokens' });
    const { id, subjectId } = await account.reserve(4);
    await test.ledger.settle(id, tokens(1), 'delivered');
    const { rows: history, nextCursor } = await test.ledger.history(account.userId, { limit: 10 });
    expect(
      history.map(({ version, kind, reason, reference, available, reserved }) => [
        version,
        kind,
        reason,
        reference,
        available,
        reserved,
      ]),
    ).toEqual([
      [3, 'settle', 'delivered', `render:${subjectId}`, 9_000_000, 0],
      [2, 'reserve', 'a render', `render:${subjectId}`, 6_000_000, 4_000_000],
      [1, 'grant', '10 tokens', 'order-1', 10_000_000, 0],
    ]);
    expect(nextCursor).toBeNull();
    const first = await test.ledger.history(account.userId, { limit: 2 });
    const second = await test.ledger.history(account.userId, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([first.rows.length, second.rows.map(({ version }) => version), second.nextCursor]).toEqual([2, [1], null]);
  });

  it('stays exact up to the largest amount that JSON can carry', async () => {
    await account.grant(0, { amount: microTokens(Number.MAX_SAFE_INTEGER - 1) });
    await account.grant(0, { amount: microTokens(1) });
    const whole = { ...newHold(0), amount: microTokens(Number.MAX_SAFE_INTEGER) };
    await test.reserve({ key: uniqueKey(), userId: account.userId, holds: [whole], reason: 'everything' });
    expect(await test.ledger.balance(account.userId)).toEqual({
      available: 0,
      reserved: Number.MAX_SAFE_INTEGER,
      debt: 0,
    });
    await expect(account.grant(0, { amount: microTokens(1) })).rejects.toThrow('token_accounts_exact');
  });
});
