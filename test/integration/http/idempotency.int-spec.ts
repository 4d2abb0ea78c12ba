import { createHash, randomUUID } from 'node:crypto';
import { IdempotencyStore, idempotencyInProgress, idempotencyKeyReused } from '@app/core';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const fingerprint = (text: string) => createHash('sha256').update(text).digest();
const caller = 'user:1';
const first = fingerprint('first');

describe('idempotency store', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: IdempotencyStore;
  let key: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url, extra: { max: 30 } }).initialize();
    await dataSource.query('create table works (id uuid primary key)');
    store = new IdempotencyStore(dataSource);
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  beforeEach(() => {
    key = randomUUID();
  });

  const begin = (who = caller, print = first) => store.begin(who, key, print);
  const claim = async () => {
    const run = await begin();
    if (!('owner' in run)) throw new Error('the key was expected to be free');
    return run;
  };
  const expireLease = () =>
    dataSource.query(`update idempotency_keys set lease_until = now() - interval '1 second' where key = $1`, [key]);
  const workAndRecord = (run: Awaited<ReturnType<typeof claim>>, answer: unknown) =>
    store.during(run, () =>
      dataSource.transaction(async (manager) => {
        await manager.query('insert into works values ($1)', [randomUUID()]);
        await store.record(manager, 201, answer);
      }),
    );
  const works = async () => Number((await dataSource.query<{ n: string }[]>('select count(*) as n from works'))[0]?.n);

  it('gives the first answer again, and keeps callers apart', async () => {
    await store.complete(await claim(), 201, { id: 1 });
    expect(await begin()).toEqual({ status: 201, body: '{"id":1}' });
    expect(await begin('user:2')).toHaveProperty('owner');
  });

  it('keeps answers as they were: order of members, NUL, lone surrogates, nothing at all', async () => {
    const answer = { z: 1, a: 'nul \u0000 surrogate \ud800', 10: [] };
    await store.complete(await claim(), 201, answer);
    expect(await begin()).toEqual({ status: 201, body: JSON.stringify(answer) });
    key = randomUUID();
    await store.complete(await claim(), 204, undefined);
    expect(await begin()).toEqual({ status: 204, body: null });
  });

  it('refuses another request under the same key, running or done', async () => {
    const run = await claim();
    const refusal = expect.objectContaining({ code: idempotencyKeyReused.definition.code });
    await expect(begin(caller, fingerprint('other'))).rejects.toEqual(refusal);
    await store.complete(run, 200, {});
    await expect(begin(caller, fingerprint('other'))).rejects.toEqual(refusal);
  });

  it('lets one of fifty run', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => begin()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    expect(refusals.every((error) => idempotencyInProgress.is(error) && error.options.retryAfterSeconds === 1)).toBe(
      true,
    );
  });

  it('frees the key of a failed request', async () => {
    await store.release(await claim());
    expect(await begin()).toHaveProperty('owner');
  });

  it('frees a key after 24 hours, for any request', async () => {
    await store.complete(await claim(), 200, {});
    await dataSource.query(
      `update idempotency_keys set created_at = now() - interval '25 hours', expires_at = now() - interval '1 hour' where key = $1`,
      [key],
    );
    expect(await begin(caller, fingerprint('other'))).toHaveProperty('owner');
  });

  it('hands the key of a dead process to exactly one retry, once its lease has run out', async () => {
    await claim();
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    await expireLease();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => begin()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('answers a retry from the transaction of a process that died before it could respond', async () => {
    await workAndRecord(await claim(), { id: 'from the transaction' });
    expect(await begin()).toEqual({ status: 201, body: '{"id":"from the transaction"}' });
    await expireLease();
    expect(await begin()).toEqual({ status: 201, body: '{"id":"from the transaction"}' });
  });

  it('keeps neither work nor answer of a transaction that rolls back', async () => {
    const run = await claim();
    const before = await works();
    const work = store.during(run, () =>
      dataSource.transaction(async (manager) => {
        await manager.query('insert into works values ($1)', [randomUUID()]);
        await store.record(manager, 201, {});
        throw new Error('later fault');
      }),
    );
    await expect(work).rejects.toThrow('later fault');
    await store.release(run);
    expect(await works()).toBe(before);
    expect(await begin()).toHaveProperty('owner');
  });

  it('rolls back a process that was slower than its lease, after a retry took over', async () => {
    const slow = await claim();
    await expireLease();
    const retry = await claim();
    const before = await works();
    await expect(workAndRecord(slow, { by: 'slow' })).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    await workAndRecord(retry, { by: 'retry' });
    expect(await works()).toBe(before + 1);
    await store.complete(slow, 201, { by: 'slow' });
    await store.release(slow);
    expect(await begin()).toEqual({ status: 201, body: '{"by":"retry"}' });
  });

  it('neither waits for nor overtakes a transaction that has recorded but not committed', async () => {
    const run = await claim();
    await expireLease();
    await store.during(run, () =>
      dataSource.transaction(async (manager) => {
        await store.record(manager, 201, { by: 'first' });
        await expect(begin()).rejects.toMatchObject({ code: 'idempotency_in_progress' });
      }),
    );
    expect(await begin()).toEqual({ status: 201, body: '{"by":"first"}' });
  });

  it('keeps what the transaction recorded when the interceptor completes or releases afterwards', async () => {
    const run = await claim();
    await workAndRecord(run, { by: 'transaction' });
    await store.complete(run, 200, { by: 'interceptor' });
    await store.release(run);
    expect(await begin()).toEqual({ status: 201, body: '{"by":"transaction"}' });
  });

  it('records nothing for a request without a key', async () => {
    await dataSource.transaction((manager) => store.record(manager, 201, {}));
    expect(await dataSource.query('select 1 from idempotency_keys where key = $1', [key])).toEqual([]);
  });

  it('purges expired keys in batches and nothing else', async () => {
    await dataSource.query('delete from idempotency_keys');
    await claim();
    await dataSource.query(
      `insert into idempotency_keys (caller, key, fingerprint, owner, lease_until, created_at, expires_at)
       select 'user:old', 'k' || n, $1, gen_random_uuid(), now(), now() - interval '25 hours', now() - interval '1 hour' from generate_series(1, 25) n`,
      [first],
    );
    expect([
      await store.purgeExpired(10),
      await store.purgeExpired(10),
      await store.purgeExpired(10),
      await store.purgeExpired(10),
    ]).toEqual([10, 10, 5, 0]);
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_in_progress' });
  });
});
