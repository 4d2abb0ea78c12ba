import { tokens } from '@app/billing';
import { openTestLedger, type TestAccount, type TestLedger } from '../../support/model/test-ledger';

let test: TestLedger;
let account: TestAccount;

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000);

beforeAll(async () => {
  test = await openTestLedger();
});
beforeEach(async () => {
  account = await test.newAccount();
});
afterEach(() => test.assertSound());
afterAll(() => test.close());

describe('grants', () => {
  it('are spent by source, then by expiry', async () => {
    await account.grant(5, { source: 'purchase' });
    await account.grant(5, { source: 'subscription', expiresAt: inSeconds(2_000) });
    await account.grant(5, { source: 'subscription', expiresAt: inSeconds(1_000) });
    await account.spend(7);
    expect([await account.leftOf('subscription'), await account.leftOf('purchase')]).toEqual([3, 5]);
    await account.passTime(1_001);
    expect(await account.balance()).toEqual([8, 0, 0]);
  });

  it('expire: tokens that are not yet booked out cannot be spent either', async () => {
    await account.grant(5, { expiresAt: inSeconds(100) });
    await account.grant(1);
    await account.passTime(101);
    expect(await account.balance()).toEqual([1, 0, 0]);
    await expect(account.reserve(2)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      options: { extra: { available: 1 } },
    });
    await account.reserve(1);
  });

  it('are booked out once by the sweep', async () => {
    await test.ledger.expireEnded(100);
    await account.grant(5, { expiresAt: inSeconds(100) });
    await account.passTime(101);
    expect(await test.ledger.expireEnded(100)).toBe(1);
    expect(await test.ledger.expireEnded(100)).toBe(0);
    expect((await test.ledger.history(account.userId, { limit: 1 })).rows[0]).toMatchObject({
      kind: 'expire',
      available: 0,
      entries: [{ bucket: 'available', delta: -5_000_000 }, { bucket: 'expired' }],
    });
  });

  it("are booked out in the caller's transaction", async () => {
    await test.ledger.expireEnded(100);
    await account.grant(5, { expiresAt: inSeconds(100) });
    await account.passTime(101);
    const failing = test.dataSource.transaction(async (manager) => {
      expect(await test.ledger.expireEnded(100, manager)).toBe(1);
      throw new Error('a later task failed');
    });
    await expect(failing).rejects.toThrow('a later task failed');
    expect(await test.ledger.expireEnded(100)).toBe(1);
  });

  it('that expire while tokens are held get them back for a day, and only once', async () => {
    await account.grant(5, { expiresAt: inSeconds(100) });
    const [first, second] = [await account.reserve(2), await account.reserve(2)];
    await account.passTime(101);
    await test.ledger.release(first.id, 'failed');
    expect(await account.balance()).toEqual([2, 2, 0]);
    await account.passTime(24 * 3600 + 1);
    expect(await account.balance()).toEqual([0, 2, 0]);
    await test.ledger.release(second.id, 'failed');
    expect(await account.balance()).toEqual([0, 0, 0]);
    await test.ledger.expireEnded(100);
  });
});

describe('claw back', () => {
  it('claws back unspent tokens of the refunded grant first, then others, and leaves the rest as debt', async () => {
    await account.grant(20, { source: 'subscription' });
    const { subjectId } = await account.grant(10, { source: 'purchase' });
    await account.clawBack(subjectId, 4);
    expect([await account.leftOf('subscription'), await account.leftOf('purchase')]).toEqual([20, 6]);
    await account.spend(19);
    await account.clawBack(subjectId, 10);
    expect([
      await account.leftOf('subscription'),
      await account.leftOf('purchase'),
      ...(await account.balance()),
    ]).toEqual([1, 0, 1, 0, 0]);
  });

  it('counts tokens that expired unused first: they are gone, and a refund takes none for them', async () => {
    const { subjectId } = await account.grant(100, {
      source: 'subscription',
      expiresAt: new Date(Date.now() + 60_000),
    });
    await account.grant(50, { source: 'purchase' });
    await account.spend(40);
    await account.passTime(61);
    await account.clawBack(subjectId, 50);
    expect(await account.balance()).toEqual([50, 0, 0]);
    await account.clawBack(subjectId, 100);
    expect(await account.balance()).toEqual([10, 0, 0]);
    await account.clawBack(subjectId, 70);
    expect(await account.balance()).toEqual([40, 0, 0]);
    await account.clawBack(subjectId, 0);
    expect(await account.balance()).toEqual([50, 0, 0]);
    await test.ledger.expireEnded(100);
    await account.clawBack(subjectId, 100);
    expect(await account.balance()).toEqual([10, 0, 0]);
  });

  it('turns spent tokens into debt, which stops new renders and is paid by the next incoming tokens', async () => {
    const { subjectId } = await account.grant(10);
    const { id } = await account.reserve(8);
    await account.clawBack(subjectId, 10);
    expect(await account.balance()).toEqual([0, 8, 8]);
    await expect(account.reserve(1)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      options: { extra: { debt: 8 } },
    });
    await test.ledger.settle(id, tokens(5), 'delivered');
    expect(await account.balance()).toEqual([0, 0, 5]);
    await account.grant(3);
    expect(await account.balance()).toEqual([0, 0, 2]);
    await account.grant(6);
    expect(await account.balance()).toEqual([4, 0, 0]);
  });

  it('returns tokens when the total falls, debt first', async () => {
    const { subjectId } = await account.grant(10);
    await account.spend(6);
    await account.clawBack(subjectId, 10);
    expect(await account.balance()).toEqual([0, 0, 6]);
    await account.clawBack(subjectId, 2);
    expect(await account.balance()).toEqual([2, 0, 0]);
    await account.clawBack(subjectId, 2);
    await account.clawBack(subjectId, 0);
    expect(await account.balance()).toEqual([4, 0, 0]);
  });

  it('never exceeds the grant', async () => {
    const { subjectId } = await account.grant(10);
    const refund = account.clawBack(subjectId, 11);
    await expect(refund).rejects.toMatchObject({ code: 'claw_back_above_grant' });
  });
});
