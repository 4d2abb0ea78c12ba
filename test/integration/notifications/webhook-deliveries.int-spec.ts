import { DatabaseModule, newId } from '@app/core';
import {
  type AccountEvent,
  AccountEventsRepository,
  DELIVERIES_CHANNEL,
  NotificationsModule,
  removeOldRows,
  type TakenDelivery,
  WebhookDeliveriesRepository,
  WebhookEndpointsRepository,
} from '@app/notifications';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

@Module({ imports: [DatabaseModule.forProcess(), NotificationsModule] })
class WebhookDeliveriesModule {}

const FAILED = { status: 500, problem: 'The server answered 500.', durationMs: 12.5 };
const DELIVERED = { status: 200, problem: null, durationMs: 3 };
const HOUR = 3_600;

describe('deliveries to webhook endpoints', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let ownerId: string;
  const query = <T>(statement: string, parameters: unknown[] = []): Promise<T> =>
    app.get(DataSource).query<T>(statement, parameters);
  const deliveries = () => app.get(WebhookDeliveriesRepository);
  const endpoints = () => app.get(WebhookEndpointsRepository);
  const transaction: DataSource['transaction'] = (work: never) => app.get(DataSource).transaction(work);

  beforeAll(async () => {
    database = await createTestDatabase();
    Object.assign(process.env, { DATABASE_URL: database.url });
    app = await NestFactory.createApplicationContext(WebhookDeliveriesModule, { logger: false, abortOnError: false });
  });
  beforeEach(async () => {
    await query('delete from webhook_endpoints');
    ownerId = await newOwner();
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  let addresses = 0;
  const endpoint = async (events: string[] = [], { owner = ownerId, host = 'example.com' } = {}) => {
    const given = { url: `https://${host}/hook?${++addresses}`, description: '', events };
    return (await transaction((manager) => endpoints().create({ ownerId: owner }, given, manager))).endpoint.id;
  };
  const newOwner = async () => {
    const id = newId();
    await query('insert into users (id, email, name) values ($1, $2, $3)', [id, `${id}@example.com`, 'Tester']);
    return id;
  };
  const record = (...types: AccountEvent['type'][]) => recordFor(ownerId, ...types);
  const recordFor = (owner: string, ...types: AccountEvent['type'][]) => {
    const events = types.map((type) => ({ type, data: { id: newId() } }));
    return transaction((manager) => app.get(AccountEventsRepository).record(owner, events, manager));
  };
  const take = (inAll = 1_000, failing = 1_000) => deliveries().take({ inAll, failing });
  const takeOne = async () => {
    const [first, ...more] = await take();
    expect(more).toEqual([]);
    return first ?? Promise.reject(new Error('no delivery is due'));
  };
  const finish = (delivery: TakenDelivery, attempt: typeof FAILED | typeof DELIVERED) =>
    transaction((manager) => deliveries().finish(delivery, attempt, manager));
  /** Seconds until the next attempt; null when there is none. */
  const pause = async (id: string) =>
    (
      await query<{ seconds: number | null }[]>(
        'select round(extract(epoch from due_at - clock_timestamp()))::float as seconds from webhook_deliveries where id = $1',
        [id],
      )
    )[0]?.seconds ?? null;
  const makeDue = (id: string) => query('update webhook_deliveries set due_at = clock_timestamp() where id = $1', [id]);
  const countBy = <Key extends keyof TakenDelivery>(taken: TakenDelivery[], key: Key) => {
    const counts = new Map<TakenDelivery[Key], number>();
    for (const delivery of taken) counts.set(delivery[key], (counts.get(delivery[key]) ?? 0) + 1);
    return counts;
  };
  const times = (count: number): AccountEvent['type'][] =>
    Array.from({ length: count }, () => 'render.failed' as const);

  it('are announced to the workers, and nothing is when no endpoint wants the event', async () => {
    const listener = new Client({ connectionString: database.url });
    const announced: string[] = [];
    listener.on('notification', ({ channel }) => announced.push(channel));
    await listener.connect();
    try {
      await listener.query(`listen ${DELIVERIES_CHANNEL}`);
      await record('render.failed');
      const id = await endpoint(['render.failed']);
      await record('render.queued');
      await record('render.failed');
      const delivery = await takeOne();
      await finish(delivery, DELIVERED);
      expect(await deliveries().repeat(id, delivery.id)).toBe(true);
      expect(await deliveries().repeat(id, delivery.id)).toBe(false);
      await transaction((manager) => deliveries().recordTest(id, manager));
      await waitUntil(() => announced.length >= 3);
      await listener.query('select 1');
      expect(announced).toEqual(Array(3).fill(DELIVERIES_CHANNEL));
    } finally {
      await listener.end();
    }
  });

  it('reach the endpoints that want them, and only those of the owner', async () => {
    const [all, some] = [await endpoint(), await endpoint(['render.failed'])];
    await endpoint(['upload.failed']);
    const off = await endpoint();
    await transaction((manager) => endpoints().change({ ownerId }, off, { enabled: false }, manager));
    await record('render.failed', 'render.queued');
    const rows = await query<{ endpoint_id: string; type: string }[]>(
      'select endpoint_id, type from webhook_deliveries where endpoint_id = any($1)',
      [[all, some, off]],
    );
    expect(rows).toHaveLength(3);
    expect(new Set(rows.map((row) => `${row.endpoint_id} ${row.type}`))).toEqual(
      new Set([`${all} render.failed`, `${all} render.queued`, `${some} render.failed`]),
    );
  });

  it('are attempted by one of any number of workers, and again when that one dies', async () => {
    await endpoint();
    await record('render.failed');
    const taken = (await Promise.all(Array.from({ length: 8 }, () => take()))).flat();
    expect(taken).toHaveLength(1);
    const [late] = taken as [TakenDelivery];
    await makeDue(late.id);
    const second = await takeOne();
    // The first worker was only slow; its result no longer counts.
    await finish(late, DELIVERED);
    expect(await pause(late.id)).not.toBeNull();
    await finish(second, DELIVERED);
    expect(await pause(late.id)).toBeNull();
  });

  it('are repeated with growing pauses for three days, and then disable the endpoint once', async () => {
    const endpointId = await endpoint();
    await record('render.failed');
    let total = 0;
    let last = 0;
    for (let attempt = 1; attempt <= 9; attempt++) {
      const delivery = await takeOne();
      expect(await finish(delivery, FAILED)).toBe(false);
      const seconds = (await pause(delivery.id)) ?? 0;
      expect(seconds).toBeGreaterThan(last);
      [last, total] = [seconds, total + seconds];
      expect(await take()).toEqual([]);
      await makeDue(delivery.id);
    }
    expect(total).toBeGreaterThan(72 * HOUR);
    expect(await finish(await takeOne(), FAILED)).toBe(true);
    expect(await endpoints().find({ ownerId }, endpointId)).toMatchObject({ disabledReason: 'failing' });
    await record('render.failed');
    expect(await take()).toEqual([]);
    await transaction((manager) => endpoints().change({ ownerId }, endpointId, { enabled: true }, manager));
    expect(await endpoints().find({ ownerId }, endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
  });

  it('reach an endpoint that was down for an hour with the first attempt after it, within three hours', async () => {
    const endpointId = await endpoint();
    await record('render.failed');
    let [seconds, attempts] = [0, 1];
    for (; seconds < HOUR; attempts++) {
      const delivery = await takeOne();
      await finish(delivery, FAILED);
      seconds += (await pause(delivery.id)) ?? 0;
      await makeDue(delivery.id);
    }
    expect([attempts, Math.round((seconds / HOUR) * 10) / 10]).toEqual([5, 2.6]);
    await finish(await takeOne(), DELIVERED);
    expect(await endpoints().find({ ownerId }, endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
  });

  it('are shared out: a few at a time for each account, the accounts with the fewest first', async () => {
    const [busy, quiet] = [ownerId, await newOwner()];
    const places = [
      await endpoint([], { owner: busy, host: 'a.example.com' }),
      await endpoint([], { owner: busy, host: 'b.example.com' }),
    ];
    await recordFor(busy, ...times(50));
    expect(places).toHaveLength(2);
    const first = await take();
    expect(first).toHaveLength(4);
    await endpoint([], { owner: quiet, host: 'c.example.com' });
    await recordFor(quiet, ...times(2));
    await finish(first[0] as TakenDelivery, DELIVERED);
    const next = await take(1);
    expect(next.map(({ userId }) => userId)).toEqual([quiet]);
    expect(countBy(await take(), 'userId')).toEqual(
      new Map([
        [quiet, 1],
        [busy, 1],
      ]),
    );
  });

  it('of many accounts for one host are eight at a time, and hold up nothing else', async () => {
    const owners = await Promise.all(Array.from({ length: 4 }, newOwner));
    for (const owner of owners) {
      for (const host of ['slow', 'slow', owner]) await endpoint([], { owner, host: `${host}.example.com` });
      await recordFor(owner, ...times(9));
    }
    const taken = await take();
    const toHost = taken.filter(({ url }) => url.includes('slow'));
    expect(toHost).toHaveLength(8);
    expect([...countBy(toHost, 'userId').values()]).toEqual([2, 2, 2, 2]);
    expect([...countBy(taken, 'userId').values()]).toEqual([4, 4, 4, 4]);
    expect(await take()).toEqual([]);
    await finish(toHost[0] as TakenDelivery, DELIVERED);
    expect((await take()).map(({ url }) => new URL(url).host)).toEqual([expect.stringMatching(/example/)]);
  });

  it('of endpoints that fail are one at a time for each account and take no slot of the others', async () => {
    const failing = await endpoint();
    await record('render.failed');
    await finish(await takeOne(), FAILED);
    await record(...times(5));
    expect(await take(10, 0)).toEqual([]);
    const working = await newOwner();
    await endpoint([], { owner: working });
    await recordFor(working, ...times(3));
    expect(countBy(await take(2, 2), 'userId')).toEqual(new Map([[working, 2]]));
    expect(countBy(await take(), 'endpointId').get(failing)).toBe(1);
    expect(await take()).toEqual([]);
  });

  it('include at most ten test events a minute for each endpoint', async () => {
    const [id, other] = [await endpoint(), await endpoint()];
    const test = (of: string) => transaction((manager) => deliveries().recordTest(of, manager));
    const results = await Promise.allSettled(Array.from({ length: 14 }, () => test(id)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await expect(test(id)).rejects.toMatchObject({
      code: 'rate_limited',
      options: { retryAfterSeconds: expect.any(Number) },
    });
    await test(other);
    await query(`update webhook_deliveries set created_at = created_at - interval '1 minute' where endpoint_id = $1`, [
      id,
    ]);
    await test(id);
  });

  it('are kept for thirty days', async () => {
    const endpointId = await endpoint();
    await record('render.failed', 'render.completed');
    const [old = '', young = ''] = (
      await query<{ id: string }[]>('select id from webhook_deliveries where endpoint_id = $1', [endpointId])
    ).map(({ id }) => id);
    await query(`update webhook_deliveries set created_at = now() - interval '31 days' where id = $1`, [old]);
    await transaction((manager) => removeOldRows('webhook_deliveries', 100, manager));
    const rows = await query<{ id: string }[]>('select id from webhook_deliveries where id = any($1)', [[old, young]]);
    expect(rows).toEqual([{ id: young }]);
  });

  it('go to at most twenty endpoints, however many are created at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 25 }, () => endpoint()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });

  it('go to an address once, however many endpoints are created for it at the same time', async () => {
    const create = (url: string) =>
      transaction((manager) => endpoints().create({ ownerId }, { url, description: '', events: [] }, manager));
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => create('https://example.com/one')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { endpoint: other } = await create('https://example.com/two');
    const change = (url: string) =>
      transaction((manager) => endpoints().change({ ownerId }, other.id, { url }, manager));
    await expect(change('https://example.com/one')).rejects.toMatchObject({
      code: 'webhook_exists',
      options: { errors: [{ path: 'url' }] },
    });
    expect(await change('https://example.com/two')).toMatchObject({ id: other.id });
  });

  it('are signed with the former secret as well for as long as a rotation says, and with one secret otherwise', async () => {
    const given = { url: `https://example.com/hook?${++addresses}`, description: '', events: [] };
    const { endpoint: made, secret } = await transaction((manager) => endpoints().create({ ownerId }, given, manager));
    const rotate = (seconds: number, owner = ownerId) =>
      transaction((manager) => endpoints().rotateSecret({ ownerId: owner }, made.id, seconds, manager));
    const second = await rotate(HOUR);
    expect(second?.endpoint.previousExpiresAt).toBeInstanceOf(Date);
    expect(await endpoints().signingSecrets(made.id)).toEqual([second?.secret, secret]);
    await query('update webhook_endpoints set previous_expires_at = now() where id = $1', [made.id]);
    expect(await endpoints().signingSecrets(made.id)).toEqual([second?.secret]);
    const third = await rotate(0);
    expect([third?.endpoint.previousExpiresAt, third?.secret === second?.secret]).toEqual([null, false]);
    expect(await endpoints().signingSecrets(made.id)).toEqual([third?.secret]);
    expect(await rotate(0, await newOwner())).toBeUndefined();
  });
});
