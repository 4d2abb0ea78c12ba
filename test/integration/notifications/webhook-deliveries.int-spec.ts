import { DatabaseModule, newId } from '@app/core';
import {
  NotificationsModule,
  type TakenDelivery,
  WebhookDeliveriesRepository,
  WebhookEndpointsRepository,
  type WebhookEvent,
} from '@app/notifications';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
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
    ownerId = newId();
    await query('insert into users (id, email, name) values ($1, $2, $3)', [
      ownerId,
      `${ownerId}@example.com`,
      'Tester',
    ]);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const endpoint = async (events: string[] = []) => {
    const given = { url: 'https://example.com/hook', description: '', events };
    return (await transaction((manager) => endpoints().create({ ownerId }, given, manager))).endpoint.id;
  };
  const record = (...types: WebhookEvent['type'][]) => {
    const events = types.map((type) => ({ type, data: { id: newId() } }));
    return transaction((manager) => deliveries().record(ownerId, events, manager));
  };
  const taken = async (id: string) =>
    (await deliveries().take(id)) ?? Promise.reject(new Error('the delivery is not due'));
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
  const due = () => transaction((manager) => deliveries().takeDue(1_000, manager));

  it('reach the endpoints that want them, and only those of the owner', async () => {
    const [all, some] = [await endpoint(), await endpoint(['render.failed'])];
    await endpoint(['upload.failed']);
    const off = await endpoint();
    await transaction((manager) => endpoints().change({ ownerId }, off, { enabled: false }, manager));
    expect(await record('render.failed', 'render.queued')).toHaveLength(3);
    const rows = await query<{ endpoint_id: string; type: string }[]>(
      'select endpoint_id, type from webhook_deliveries where endpoint_id = any($1)',
      [[all, some, off]],
    );
    expect(new Set(rows.map((row) => `${row.endpoint_id} ${row.type}`))).toEqual(
      new Set([`${all} render.failed`, `${all} render.queued`, `${some} render.failed`]),
    );
  });

  it('are attempted by one of any number of workers, and again when that one dies', async () => {
    await endpoint();
    const [id = ''] = await record('render.failed');
    const attempts = await Promise.all(Array.from({ length: 8 }, () => deliveries().take(id)));
    expect(attempts.filter(Boolean)).toHaveLength(1);
    await makeDue(id);
    const [late, second] = [attempts.find(Boolean) as TakenDelivery, await taken(id)];
    // The first worker was only slow: what it found out no longer counts.
    await finish(late, DELIVERED);
    expect(await pause(id)).not.toBeNull();
    await finish(second, DELIVERED);
    expect(await pause(id)).toBeNull();
  });

  it('are repeated with growing pauses for three days, and then disable the endpoint once', async () => {
    const endpointId = await endpoint();
    const [id = ''] = await record('render.failed');
    let total = 0;
    let last = 0;
    for (let attempt = 1; attempt <= 9; attempt++) {
      expect(await finish(await taken(id), FAILED)).toBe(false);
      const seconds = (await pause(id)) ?? 0;
      expect(seconds).toBeGreaterThan(last);
      [last, total] = [seconds, total + seconds];
      expect(await deliveries().take(id)).toBeUndefined();
      await makeDue(id);
    }
    expect(total).toBeGreaterThan(72 * HOUR);
    expect(await finish(await taken(id), FAILED)).toBe(true);
    expect(await endpoints().find({ ownerId }, endpointId)).toMatchObject({ disabledReason: 'failing' });
    expect(await record('render.failed')).toEqual([]);
    await transaction((manager) => endpoints().change({ ownerId }, endpointId, { enabled: true }, manager));
    expect(await endpoints().find({ ownerId }, endpointId)).toMatchObject({ disabledReason: null, failingSince: null });
  });

  it('of an endpoint that fails wait for the next run, a few at a time, while others are served', async () => {
    const slow = await endpoint(['render.failed']);
    const [first = ''] = await record('render.failed');
    await finish(await taken(first), FAILED);
    for (let round = 0; round < 30; round++) expect(await record('render.failed')).toEqual([]);
    await endpoint(['render.completed']);
    const [other = ''] = await record('render.completed');
    const found = await due();
    expect(found).toContain(other);
    const ofSlow = await query<{ id: string }[]>('select id from webhook_deliveries where endpoint_id = $1', [slow]);
    expect(found.filter((id) => ofSlow.some((row) => row.id === id))).toHaveLength(20);
    await makeDue(first);
    await finish(await taken(first), DELIVERED);
    expect(await record('render.failed')).toHaveLength(1);
  });

  it('are kept for thirty days', async () => {
    await endpoint();
    const [old = '', young = ''] = await record('render.failed', 'render.completed');
    await query(`update webhook_deliveries set created_at = now() - interval '31 days' where id = $1`, [old]);
    await transaction((manager) => deliveries().removeOld(100, manager));
    const rows = await query<{ id: string }[]>('select id from webhook_deliveries where id = any($1)', [[old, young]]);
    expect(rows).toEqual([{ id: young }]);
  });

  it('go to at most twenty endpoints, however many are created at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 25 }, () => endpoint()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  });
});
