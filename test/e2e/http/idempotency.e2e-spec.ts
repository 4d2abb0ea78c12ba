import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { type ApiProcess, startApiProcess } from '../../support/harness/test-api-process';
import { createTestUser, type TestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';

const PATH = '/api/v1/self-checks';

describe('Idempotency-Key', () => {
  const instance = installation({ env: { REDIS_URL: undefined, RATE_LIMIT_REQUESTS: '100000' } });
  let user: TestUser;
  let key: string;

  beforeEach(async () => {
    user = await createTestUser(instance.database.url);
    key = randomUUID();
  });

  const post = async (
    body: unknown,
    headers: Record<string, string> = { 'idempotency-key': key },
    { apiKey, url = instance.api.url }: { apiKey: string; url?: string } = user,
  ) => {
    const answer = await fetch(`${url}${PATH}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      code: (JSON.parse(text) as { code?: string }).code,
      replayed: answer.headers.get('idempotency-replayed'),
      headers: answer.headers,
    };
  };
  const created = async () =>
    Number(
      (
        await instance.db.query<{ n: string }>('select count(*) as n from self_checks where user_id = $1', [
          user.userId,
        ])
      ).rows[0]?.n,
    );

  it('gives a repeated request the first answer again, byte for byte', async () => {
    const first = await post({ work_ms: 5 });
    const second = await post('{ "work_ms" :5}');
    expect([first.status, first.replayed]).toEqual([201, null]);
    expect([second.status, second.replayed, second.text]).toEqual([201, 'true', first.text]);
    expect(await created()).toBe(1);
  });

  it('refuses another request with the same key', async () => {
    await post({ work_ms: 5 });
    const other = await post({ work_ms: 6 });
    expect([other.status, other.code]).toEqual([409, 'idempotency_key_reused']);
    expect(await created()).toBe(1);
  });

  it('runs one of fifty parallel requests', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => post({ work_ms: 5 })));
    const fresh = answers.filter(({ status, replayed }) => status === 201 && !replayed);
    expect(fresh).toHaveLength(1);
    for (const { status, code, replayed, text, headers } of answers.filter((answer) => answer !== fresh[0])) {
      if (replayed) expect([status, text]).toEqual([201, fresh[0]?.text]);
      else expect([status, code, headers.get('retry-after')]).toEqual([409, 'idempotency_in_progress', '1']);
    }
    expect(await created()).toBe(1);
  });

  it('belongs to its caller', async () => {
    const other = await createTestUser(instance.database.url);
    const [mine, theirs] = [await post({}), await post({}, { 'idempotency-key': key }, other)];
    expect([mine.replayed, theirs.replayed]).toEqual([null, null]);
    expect(mine.text).not.toBe(theirs.text);
  });

  it('is free again after a request that failed', async () => {
    expect((await post({ work_ms: -1 })).status).toBe(422);
    const valid = await post({ work_ms: 1 });
    expect([valid.status, valid.replayed]).toEqual([201, null]);
  });

  it.each([
    ['empty', ''],
    ['with a space', 'a b'],
    ['too long', 'k'.repeat(256)],
    ['not ASCII', 'schlüssel'],
  ])('is refused when it is %s', async (_what, value) => {
    const answer = await post({}, { 'idempotency-key': value });
    expect([answer.status, answer.code]).toEqual([400, 'idempotency_key_invalid']);
    expect(await created()).toBe(0);
  });

  it('is checked after the credential', async () => {
    expect((await post({}, { 'idempotency-key': 'a b', authorization: 'Bearer nobody' })).status).toBe(401);
  });

  it('may be any 255 visible characters, or absent', async () => {
    expect((await post({}, { 'idempotency-key': `!~${'k'.repeat(253)}` })).status).toBe(201);
    await instance.db.query('delete from self_checks where user_id = $1', [user.userId]);
    expect([(await post({}, {})).status, (await post({}, {})).status]).toEqual([201, 409]);
  });

  it('is in the OpenAPI document', async () => {
    const { paths } = (await (await fetch(`${instance.api.url}/openapi.json`)).json()) as {
      paths: Record<string, { post: { parameters: { name: string; in: string }[] } }>;
    };
    expect(paths[PATH]?.post.parameters).toEqual([
      expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: false }),
    ]);
  });

  describe('and the death of the process', () => {
    let proxy: HoldingProxy;
    let doomed: ApiProcess;
    beforeEach(async () => {
      proxy = await startHoldingProxy(instance.database.url);
      doomed = await startApiProcess({ databaseUrl: proxy.url, env: { RATE_LIMIT_REQUESTS: '100000' } });
    });
    afterEach(async () => {
      await doomed.stop();
      await proxy.close();
    });
    const stateOf = async () =>
      (await instance.db.query<{ state: string }>('select state from idempotency_keys where key = $1', [key])).rows[0]
        ?.state;

    it('between commit and response: the retry gets the answer that was never sent', async () => {
      proxy.hold('after', /COMMIT/);
      const lost = post({ work_ms: 7 }, undefined, { apiKey: user.apiKey, url: doomed.url }).catch(() => 'no answer');
      await waitUntil(async () => (await stateOf()) === 'done');
      await doomed.stop('SIGKILL');
      expect(await lost).toBe('no answer');
      const retry = await post({ work_ms: 7 });
      expect([retry.status, retry.replayed]).toEqual([201, 'true']);
      expect(retry.text).toContain(
        (await instance.db.query<{ id: string }>('select id from self_checks where user_id = $1', [user.userId]))
          .rows[0]?.id,
      );
      expect(await created()).toBe(1);
    });

    it('before the commit: the retry waits for the lease, then runs, once', async () => {
      proxy.hold('before', /COMMIT/);
      const lost = post({ work_ms: 7 }, undefined, { apiKey: user.apiKey, url: doomed.url }).catch(() => 'no answer');
      await waitUntil(() => proxy.holds);
      expect((await post({ work_ms: 7 })).code).toBe('idempotency_in_progress');
      await doomed.stop('SIGKILL');
      expect(await lost).toBe('no answer');
      expect(await created()).toBe(0);
      expect((await post({ work_ms: 7 })).code).toBe('idempotency_in_progress');
      await instance.db.query(`update idempotency_keys set lease_until = now() - interval '1 second' where key = $1`, [
        key,
      ]);
      const retry = await waitUntil(async () => [await post({ work_ms: 7 })].find(({ status }) => status === 201));
      expect(retry.replayed).toBeNull();
      expect(await created()).toBe(1);
    });
  });
});

interface HoldingProxy {
  url: string;
  holds: boolean;
  /**
   * On the connection that has recorded an answer: drops the matching message (`before`) or the server's answer to it
   * (`after`).
   */
  hold(when: 'before' | 'after', pattern: RegExp): void;
  close(): Promise<void>;
}

async function startHoldingProxy(databaseUrl: string): Promise<HoldingProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let plan: { when: 'before' | 'after'; pattern: RegExp } | undefined;
  const proxy = { holds: false } as HoldingProxy;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let [recorded, held] = [false, false];
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => [client, upstream].forEach((each) => each.destroy()));
    }
    client.on('data', (data) => {
      recorded ||= String(data).includes("update idempotency_keys set state = 'done'");
      if (plan && recorded && plan.pattern.test(String(data))) proxy.holds = held = true;
      if (!held || plan?.when === 'after') upstream.write(data);
    });
    upstream.on('data', (data) => held || client.write(data));
  }).listen(0, '127.0.0.1');
  await waitUntil(() => server.listening);
  target.port = String((server.address() as AddressInfo).port);
  const upstreamUrl = new URL(databaseUrl);
  const url = target.href;
  target.port = upstreamUrl.port;
  return Object.assign(proxy, {
    url,
    hold: (when: 'before' | 'after', pattern: RegExp) => (plan = { when, pattern }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
