import { tokens } from '@app/billing';
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

const notices = async () =>
  (
    await test.dataSource.query<{ available: number }[]>(
      `select (facts ->> 'available')::float8 / 1e6 as available from billing_notices where user_id = $1 and kind = 'tokens_low' order by created_at`,
      [account.userId],
    )
  ).map(({ available }) => available);

describe('a balance that runs low', () => {
  it('is notified once, even for many concurrent reservations, and again after a grant has raised it', async () => {
    await account.grant(10);
    await account.reserve(5);
    expect(await notices()).toEqual([]);
    await Promise.all(Array.from({ length: 5 }, () => account.reserve(1)));
    expect(await notices()).toEqual([4]);
    await account.grant(3);
    await account.reserve(1);
    expect(await notices()).toEqual([4]);
    await account.grant(20);
    await account.reserve(10);
    expect(await notices()).toEqual([4]);
    await account.reserve(8);
    expect(await notices()).toEqual([4, 4]);
  });

  it('is not notified again when a reservation is released and made again', async () => {
    await account.grant(6);
    for (let round = 0; round < 3; round++) await test.ledger.release((await account.reserve(2)).id, 'cancelled');
    expect(await notices()).toEqual([4]);
  });

  it('is notified when tokens expire or are clawed back', async () => {
    await account.grant(10, { expiresAt: new Date(Date.now() + 60_000) });
    await account.passTime(61);
    await test.ledger.expireEnded(10);
    expect(await notices()).toEqual([0]);
    const { subjectId } = await account.grant(10);
    await account.clawBack(subjectId, 8);
    expect(await notices()).toEqual([0, 2]);
  });

  it('follows the threshold of the plan', async () => {
    await account.grant(1_000);
    await test.ledger.setLowMark(account.userId, tokens(100));
    await account.reserve(900);
    expect(await notices()).toEqual([]);
    await account.reserve(1);
    expect(await notices()).toEqual([99]);
  });

  it('is not notified for an operation that was rolled back', async () => {
    await account.grant(10);
    await expect(account.reserve(11)).rejects.toMatchObject({ code: 'insufficient_tokens' });
    const failing = test.dataSource.transaction(async (manager) => {
      await test.reserve(
        { key: uniqueKey(), userId: account.userId, holds: [newHold(9)], reason: 'a render' },
        manager,
      );
      throw new Error('rolled back');
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await notices()).toEqual([]);
  });
});

describe('a hold', () => {
  it.each([
    ['covered by one grant', 30],
    ['of several grants', 3],
  ])('knows the API key that it is for, %s', async (_, amount) => {
    for (let grant = 0; grant < 2; grant++) await account.grant(amount);
    const hold = { ...newHold(amount === 3 ? 4 : 1), apiKeyId: newId() };
    await test.reserve({ key: uniqueKey(), userId: account.userId, holds: [hold], reason: 'a render' });
    const rows = await test.dataSource.query('select api_key_id from token_holds where id = $1', [hold.id]);
    expect(rows).toEqual([{ api_key_id: hold.apiKeyId }]);
  });
});
