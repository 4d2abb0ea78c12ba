import { type AccountEvent, DELIVERIES_CHANNEL, removeOldRows, type TakenDelivery } from '@app/notifications';
import { Client } from 'pg';
import { waitUntil } from '../../support/harness/wait-until';
import { DELIVERED, FAILED, WebhookHarness } from '../../support/harness/webhook-harness';

describe('deliveries to webhook endpoints', () => {
  let here: WebhookHarness;
  beforeAll(async () => {
    here = await WebhookHarness.start();
  });
  beforeEach(() => here.reset());
  afterAll(() => here?.close());

  const countBy = <Key extends keyof TakenDelivery>(taken: TakenDelivery[], key: Key) => {
    const counts = new Map<TakenDelivery[Key], number>();
    for (const delivery of taken) counts.set(delivery[key], (counts.get(delivery[key]) ?? 0) + 1);
    return counts;
  };
  const times = (count: number): AccountEvent['type'][] =>
    Array.from({ length: count }, () => 'render.failed' as const);

  it('are announced to the workers, and nothing is when no endpoint wants the event', async () => {
    const listener = new Client({ connectionString: here.database.url });
    const announced: string[] = [];
    listener.on('notification', ({ channel }) => announced.push(channel));
    await listener.connect();
    try {
      await listener.query(`listen ${DELIVERIES_CHANNEL}`);
      await here.record('render.failed');
      const id = await here.endpoint(['render.failed']);
      await here.record('render.queued');
      await here.record('render.failed');
      const delivery = await here.takeOne();
      await here.finish(delivery, DELIVERED);
      expect(await here.deliveries.repeat(id, delivery.id)).toBe(true);
      expect(await here.deliveries.repeat(id, delivery.id)).toBe(false);
      await here.transaction((manager) => here.deliveries.recordTest(id, manager));
      await waitUntil(() => announced.length >= 3);
      await listener.query('select 1');
      expect(announced).toEqual(Array(3).fill(DELIVERIES_CHANNEL));
    } finally {
      await listener.end();
    }
  });

  it('reach the endpoints that want them, and only those of the owner', async () => {
    const [all, some] = [await here.endpoint(), await here.endpoint(['render.failed'])];
    await here.endpoint(['upload.failed']);
    const off = await here.endpoint();
    await here.transaction((manager) =>
      here.endpoints.change({ ownerId: here.ownerId }, off, { enabled: false }, manager),
    );
    await here.record('render.failed', 'render.queued');
    const rows = await here.query<{ endpoint_id: string; type: string }[]>(
      'select endpoint_id, type from webhook_deliveries where endpoint_id = any($1)',
      [[all, some, off]],
    );
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => `${row.endpoint_id} ${row.type}`))).toEqual(
      new Set([`${all} render.failed`, `${all} render.queued`, `${some} render.failed`]),
    );
  });

  it('are attempted by one of any number of workers, and again when that one dies', async () => {
    await here.endpoint();
    await here.record('render.failed');
    const taken = (await Promise.all(Array.from({ length: 8 }, () => here.take()))).flat();
    expect(taken).toHaveLength(1);
    const [late] = taken as [TakenDelivery];
    await here.makeDue(late.id);
    const second = await here.takeOne();
    // The first worker was only slow; its result no longer counts.
    await here.finish(late, DELIVERED);
    expect(await here.pause(late.id)).not.toBeNull();
    await here.finish(second, DELIVERED);
    expect(await here.pause(late.id)).toBeNull();
  });

  it('are shared out: a few at a time for each account, the accounts with the fewest first', async () => {
    const [busy, quiet] = [here.ownerId, await here.newOwner()];
    const places = [
      await here.endpoint([], { owner: busy, host: 'a.example.com' }),
      await here.endpoint([], { owner: busy, host: 'b.example.com' }),
    ];
    await here.recordFor(busy, ...times(50));
    expect(places).toHaveLength(2);
    const first = await here.take();
    expect(first).toHaveLength(4);
    await here.endpoint([], { owner: quiet, host: 'c.example.com' });
    await here.recordFor(quiet, ...times(2));
    await here.finish(first[0] as TakenDelivery, DELIVERED);
    const next = await here.take(1);
    expect(next.map(({ userId }) => userId)).toEqual([quiet]);
    expect(countBy(await here.take(), 'userId')).toEqual(
      new Map([
        [quiet, 1],
        [busy, 1],
      ]),
    );
  });

  it('of many accounts for one host are eight at a time, and hold up nothing else', async () => {
    const owners = await Promise.all(Array.from({ length: 4 }, () => here.newOwner()));
    for (const owner of owners) {
      for (const host of ['slow', 'slow', owner]) await here.endpoint([], { owner, host: `${host}.example.com` });
      await here.recordFor(owner, ...times(9));
    }
    const taken = await here.take();
    const toHost = taken.filter(({ url }) => url.includes('slow'));
    expect(toHost).toHaveLength(8);
    expect([...countBy(toHost, 'userId').values()]).toEqual([2, 2, 2, 2]);
    expect([...countBy(taken, 'userId').values()]).toEqual([4, 4, 4, 4]);
    expect(await here.take()).toEqual([]);
    await here.finish(toHost[0] as TakenDelivery, DELIVERED);
    expect((await here.take()).map(({ url }) => new URL(url).host)).toEqual([expect.stringMatching(/example/)]);
  });

  it('of endpoints that fail are one at a time for each account and take no slot of the others', async () => {
    const failing = await here.endpoint();
    await here.record('render.failed');
    await here.finish(await here.takeOne(), FAILED);
    await here.record(...times(5));
    expect(await here.take(10, 0)).toEqual([]);
    const working = await here.newOwner();
    await here.endpoint([], { owner: working });
    await here.recordFor(working, ...times(3));
    expect(countBy(await here.take(2, 2), 'userId')).toEqual(new Map([[working, 2]]));
    expect(countBy(await here.take(), 'endpointId').get(failing)).toBe(1);
    expect(await here.take()).toEqual([]);
  });

  it('include at most ten test events a minute for each endpoint', async () => {
    const [id, other] = [await here.endpoint(), await here.endpoint()];
    const test = (of: string) => here.transaction((manager) => here.deliveries.recordTest(of, manager));
    const results = await Promise.allSettled(Array.from({ length: 14 }, () => test(id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(test(id)).rejects.toMatchObject({
      code: 'rate_limited',
      options: { retryAfterSeconds: expect.any(Number) },
    });
    await test(other);
    await here.query(
      `update webhook_deliveries set created_at = created_at - interval '1 minute' where endpoint_id = $1`,
      [id],
    );
    await test(id);
  });

  it('are kept for thirty days', async () => {
    const endpointId = await here.endpoint();
    await here.record('render.failed', 'render.completed');
    const [old = '', young = ''] = (
      await here.query<{ id: string }[]>('select id from webhook_deliveries where endpoint_id = $1', [endpointId])
    ).map(({ id }) => id);
    await here.query(`update webhook_deliveries set created_at = now() - interval '31 days' where id = $1`, [old]);
    await here.transaction((manager) => removeOldRows('webhook_deliveries', 100, manager));
    const rows = await here.query<{ id: string }[]>('select id from webhook_deliveries where id = any($1)', [
      [old, young],
    ]);
    expect(rows).toEqual([{ id: young }]);
  });
});
