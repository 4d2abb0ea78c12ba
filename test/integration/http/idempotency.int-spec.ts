import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  IdempotencyStore,
  idempotencyInProgress,
  idempotencyKeyReused,
  KeyRing,
  prepared,
  SealedColumnsService,
  SecretVaultService,
  toAppError,
} from '@app/core';
import { Logger } from '@nestjs/common';
import type { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { waitUntil } from '../../support/harness/wait-until';
import { createTestDatabase, type TestDatabase } from '../../support/servers/test-database';

const fingerprint = (text: string) => createHash('sha256').update(text).digest();
const caller = 'user:1';
const first = fingerprint('first');
const INSERT = prepared('insert into works values ($1)');
const sealingKey = (version: number) => `v${version}:${randomBytes(32).toString('base64')}`;

describe('idempotency store', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let store: IdempotencyStore;
  const keys = sealingKey(1);
  let key: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = await new DataSource({ type: 'postgres', url: database.url, extra: { max: 30 } }).initialize();
    await dataSource.query('create table works (id uuid primary key)');
    store = storeWith(keys).store;
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });
  beforeEach(() => {
    key = randomUUID();
  });

  const storeWith = (keyRing: string) => {
    const vault = new SecretVaultService(new KeyRing(keyRing));
    const columns = new SealedColumnsService(dataSource, vault);
    const made = new IdempotencyStore(dataSource, vault, columns);
    made.onModuleInit();
    return { store: made, columns };
  };
  const begin = (who = caller, print = first) => store.begin(who, key, print);
  const claim = async () => {
    const run = await begin();
    if (!('owner' in run)) throw new Error('the key was expected to be free');
    return run;
  };
  const expireLease = () =>
    dataSource.query(`update idempotency_keys set lease_until = now() - interval '1 second' where key = $1`, [key]);
  const work = () => store.transaction((manager) => manager.query('insert into works values ($1)', [randomUUID()]));
  const workAndAnswer = (run: Awaited<ReturnType<typeof claim>>, body: unknown, status = 201) =>
    store.execute(run, async () => {
      await work();
      return { status, body };
    });
  const works = async () => Number((await dataSource.query<{ n: string }[]>('select count(*) as n from works'))[0]?.n);

  it('commits statements that are sent together with the answer, and then calls what waits for the commit', async () => {
    const committed = jest.fn(async () => expect(await works()).toBe(before + 1));
    const before = await works();
    const statement = () => ({ text: INSERT, values: [randomUUID()], committed });
    const answering = (status: number) => async () => {
      await store.together([statement()]);
      expect([await works(), committed.mock.calls]).toEqual([before, []]);
      return { status, body: { status } };
    };
    await store.execute(await claim(), answering(409));
    await store.execute(await claim(), answering(201));
    await Promise.all(committed.mock.results.map(({ value }) => value as Promise<void>));
    expect(committed).toHaveBeenCalledTimes(1);
    expect(await begin()).toEqual({ status: 201, body: '{"status":201}' });
  });

  it('gives the first answer again, and keeps callers apart', async () => {
    await workAndAnswer(await claim(), { id: 1 });
    expect(await begin()).toEqual({ status: 201, body: '{"id":1}' });
    expect(await begin('user:2')).toHaveProperty('owner');
  });

  it('keeps answers unchanged: order of members, NUL, lone surrogates, empty', async () => {
    const answer = { z: 1, a: 'nul \u0000 surrogate \ud800', 10: [] };
    await workAndAnswer(await claim(), answer);
    expect(await begin()).toEqual({ status: 201, body: JSON.stringify(answer) });
    key = randomUUID();
    await workAndAnswer(await claim(), undefined, 204);
    expect(await begin()).toEqual({ status: 204, body: null });
  });

  it('keeps an answer with a credential sealed, also for a process with newer keys', async () => {
    const answer = { url: 'https://example.com/upload/secret-token' };
    const run = await claim();
    await workAndAnswer({ ...run, sealsAnswer: true }, answer);
    const stored = async () =>
      JSON.stringify(await dataSource.query('select * from idempotency_keys where key = $1', [key]));
    expect(await stored()).not.toContain('secret-token');
    expect(await stored()).toContain('v1.');
    expect(await begin()).toEqual({ status: 201, body: JSON.stringify(answer) });

    const second = sealingKey(2);
    expect(await storeWith(`${keys},${second}`).columns.resealAll()).toBe(1);
    expect(await stored()).toContain('v2.');
    expect(await storeWith(second).store.begin(caller, key, first)).toEqual({
      status: 201,
      body: JSON.stringify(answer),
    });
  });

  it('frees a key whose answer was sealed for the next request', async () => {
    await workAndAnswer({ ...(await claim()), sealsAnswer: true }, { by: 'first' });
    await dataSource.query(
      `update idempotency_keys set created_at = now() - interval '25 hours', expires_at = now() - interval '1 hour' where key = $1`,
      [key],
    );
    await workAndAnswer(await claim(), { by: 'second' });
    expect(await begin()).toEqual({ status: 201, body: '{"by":"second"}' });
    await dataSource.query('delete from idempotency_keys where key = $1', [key]);
  });

  it('refuses another request with the same key, while the first runs and afterwards', async () => {
    const run = await claim();
    const refusal = expect.objectContaining({ code: idempotencyKeyReused.definition.code });
    await expect(begin(caller, fingerprint('other'))).rejects.toEqual(refusal);
    await workAndAnswer(run, {});
    await expect(begin(caller, fingerprint('other'))).rejects.toEqual(refusal);
  });

  it('runs one of fifty', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 50 }, () => begin()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = attempts.flatMap((attempt) => (attempt.status === 'rejected' ? [attempt.reason] : []));
    expect(refusals.every((error) => idempotencyInProgress.is(error) && error.options.retryAfterSeconds === 1)).toBe(
      true,
    );
  });

  it('rolls back a request that fails before or after its transaction, and frees its key', async () => {
    const before = await works();
    const faults = [
      async () => Promise.reject(new Error('before')),
      async () => work().then(() => Promise.reject(new Error('after'))),
      async () => work().then(() => ({ status: 422, body: {} })),
    ];
    for (const fault of faults) {
      await store.execute(await claim(), fault).catch(() => undefined);
      expect(await works()).toBe(before);
    }
    expect(await begin()).toHaveProperty('owner');
  });

  it.each([
    ['a transaction', () => work()],
    ['statements that are sent together', () => store.together([{ text: INSERT, values: [randomUUID()] }])],
  ])('asks for a retry when the connection ends between %s and the record of the answer', async (_, begun) => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation();
    const before = await works();
    const { master: pool } = dataSource.driver as unknown as { master: Pool };
    const answer = store.execute(await claim(), async () => {
      await begun();
      const connections = pool.totalCount;
      await dataSource.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`,
      );
      await waitUntil(() => pool.totalCount < connections);
      return { status: 201, body: {} };
    });
    const error: unknown = await answer.catch((thrown: unknown) => thrown);
    expect(toAppError(error)).toMatchObject({
      code: 'database_unavailable',
      options: { retryAfterSeconds: expect.any(Number) },
    });
    expect(await works()).toBe(before);
    expect(await begin()).toHaveProperty('owner');
    expect(logged).not.toHaveBeenCalled();
    logged.mockRestore();
  });

  it('refuses work outside its transaction, and a second transaction', async () => {
    const outside = store.execute(await claim(), async () => ({ status: 201, body: {} }));
    await expect(outside).rejects.toThrow('must work in IdempotencyStore.transaction');
    const twice = store.execute(await claim(), async () => {
      await work();
      await work();
      return { status: 201, body: {} };
    });
    await expect(twice).rejects.toThrow('one transaction');
  });

  it('frees a key after 24 hours, for any request', async () => {
    await workAndAnswer(await claim(), {});
    await dataSource.query(
      `update idempotency_keys set created_at = now() - interval '25 hours', expires_at = now() - interval '1 hour' where key = $1`,
      [key],
    );
    expect(await begin(caller, fingerprint('other'))).toHaveProperty('owner');
  });

  it('hands the key of a dead process to exactly one retry, once its lease has expired', async () => {
    await claim();
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    await expireLease();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => begin()));
    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('answers a retry from the transaction of a process that died before it could respond', async () => {
    await workAndAnswer(await claim(), { id: 'from the transaction' });
    expect(await begin()).toEqual({ status: 201, body: '{"id":"from the transaction"}' });
    await expireLease();
    expect(await begin()).toEqual({ status: 201, body: '{"id":"from the transaction"}' });
  });

  it('rolls back a process that was slower than its lease, after a retry took over', async () => {
    const slow = await claim();
    await expireLease();
    const retry = await claim();
    const before = await works();
    await expect(workAndAnswer(slow, { by: 'slow' })).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    await workAndAnswer(retry, { by: 'retry' });
    expect(await works()).toBe(before + 1);
    expect(await begin()).toEqual({ status: 201, body: '{"by":"retry"}' });
  });

  it('neither waits for nor overtakes a transaction that has recorded but not committed', async () => {
    await dataSource.query(`
      create function wait_for_test() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock(1);
        return new;
      end $$`);
    await dataSource.query(`
      create trigger wait_for_test after update on idempotency_keys for each row when (new.state = 'done')
      execute function wait_for_test()`);
    const run = await claim();
    await expireLease();
    const holder = dataSource.createQueryRunner();
    await holder.query('select pg_advisory_lock(1)');
    const answer = workAndAnswer(run, { by: 'first' });
    // Of this database only: other suites use the same server.
    const waiting = `select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`;
    await waitUntil(async () => (await holder.query(waiting)).length > 0);
    await expect(begin()).rejects.toMatchObject({ code: 'idempotency_in_progress' });
    await holder.query('select pg_advisory_unlock(1)');
    await answer;
    await holder.release();
    await dataSource.query('drop trigger wait_for_test on idempotency_keys');
    expect(await begin()).toEqual({ status: 201, body: '{"by":"first"}' });
  });

  it('records nothing for a request without a key', async () => {
    const before = await works();
    await work();
    expect(await works()).toBe(before + 1);
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
