import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Client } from 'pg';
import { addApiKey, createTestUser } from '../../support/harness/test-credentials';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { RawConnection } from '../../support/servers/raw-http';

const head = (path: string, headers: Record<string, string | number>) =>
  [`POST ${path} HTTP/1.1`, 'Host: x', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join(
    '\r\n',
  ) + '\r\n\r\n';
const JSON_OF_9_MB = { 'Content-Type': 'application/json', 'Content-Length': 9_000_000 };

describe('strangers', () => {
  const limits = { headersMs: 5_000, lingerMs: 300, checkIntervalMs: 50, maxConnectionsPerAddress: 8 };
  const instance = installation({ limits });
  let key: string;
  beforeAll(async () => {
    key = (await createTestUser(instance.database.url)).apiKey;
  });

  it('are answered before a byte of their body is read', async () => {
    const connection = await RawConnection.open(instance.api.url);
    const { status, body } = await connection.send(head('/api/v1/render', JSON_OF_9_MB)).untilClosed();
    expect(status).toBe(401);
    expect(body).toContain('authentication_required');
  });

  it('are not asked for the body that they announce, unlike callers with a credential', async () => {
    const announced = { ...JSON_OF_9_MB, Expect: '100-continue' };
    const stranger = await RawConnection.open(instance.api.url);
    expect((await stranger.send(head('/api/v1/render', announced)).untilClosed()).status).toBe(401);
    const caller = await RawConnection.open(instance.api.url);
    caller.send(head('/api/v1/render', { ...announced, Authorization: `Bearer ${key}` }));
    await waitUntil(() => caller.text.startsWith('HTTP/1.1 100 Continue'));
    caller.socket.destroy();
    await caller.closed;
  });

  it('may send 64 KB to public routes', async () => {
    const login = (bytes: number) =>
      fetch(`${instance.api.url}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'a@example.com', password: 'x'.repeat(bytes) }),
      });
    expect((await login(60_000)).status).toBe(422);
    const refused = await login(66_000);
    expect([refused.status, await refused.json()]).toEqual([
      413,
      expect.objectContaining({ code: 'payload_too_large' }),
    ]);
  });

  it('may send eight requests without waiting for an answer, and no more', async () => {
    const request = 'GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n';
    const patient = await RawConnection.open(instance.api.url);
    patient.send(request.repeat(8));
    await waitUntil(() => patient.text.split('HTTP/1.1 200').length === 9);
    // The last answer may have arrived a moment before the server counts it.
    patient.send(request.repeat(7));
    await waitUntil(() => patient.text.split('HTTP/1.1 200').length === 16);
    patient.socket.destroy();
    await patient.closed;
    const flooding = await RawConnection.open(instance.api.url);
    flooding.send(request.repeat(300));
    await flooding.closed;
    expect(flooding.text.split('HTTP/1.1').length).toBeLessThanOrEqual(9);
  });

  it('have a limited number of connections, which are free again after a timeout whatever the client does', async () => {
    const { hostname, port } = new URL(instance.api.url);
    const sockets: Socket[] = [];
    const open = () => {
      // Keeps its side open after the server has closed its own.
      const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
      socket.on('error', () => undefined).on('data', () => undefined);
      sockets.push(socket);
      return socket;
    };
    for (let index = 0; index < 20; index += 1) open().write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    // Without a word: one that was accepted gets an answer when its time is over.
    await waitUntil(() =>
      sockets.some(({ bytesRead, destroyed, readableEnded }) => bytesRead === 0 && (destroyed || readableEnded)),
    );
    await waitUntil(
      async () => {
        const answer = await fetch(`${instance.api.url}/health/live`).catch(() => undefined);
        return answer?.status === 200;
      },
      { timeoutMs: 60_000 },
    );
    for (const socket of sockets) socket.destroy();
  });
});

describe('an account', () => {
  const instance = installation({ limits: { bodyMs: 300_000 } });
  const waiting = async () => {
    const { rowCount } = await instance.db.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rowCount ?? 0;
  };

  it('that sends many requests at once does not delay the checks of an orchestrator, and neither does a stranger', async () => {
    const blocking = new Client({ connectionString: instance.database.url });
    await blocking.connect();
    try {
      await blocking.query('begin');
      await blocking.query('lock table sessions in access exclusive mode');
      let answered = 0;
      const flood = Promise.allSettled(
        Array.from({ length: 60 }, async () => {
          await instance.call('POST', '/api/auth/refresh', {
            body: { refresh_token: `rw_refresh_${randomBytes(32).toString('base64url')}` },
          });
          answered += 1;
        }),
      );
      await waitUntil(async () => (await waiting()) === 8);
      // The database has half a second for its part, which a busy machine may exceed once.
      for (const check of ['ready', 'live'])
        await waitUntil(async () => (await fetch(`${instance.api.url}/health/${check}`)).ok);
      // Behind the others, the checks would have waited for more than 50 answers.
      expect(answered).toBeLessThan(40);
      await blocking.query('commit');
      await flood;
    } finally {
      await blocking.end();
    }
  });

  it('that sends many requests at once occupies only some of the connections to the database', async () => {
    const [one, other] = [await createTestUser(instance.database.url), await createTestUser(instance.database.url)];
    const get = (path: string, apiKey: string) =>
      fetch(`${instance.api.url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
    const blocking = new Client({ connectionString: instance.database.url });
    await blocking.connect();
    try {
      await blocking.query('begin');
      await blocking.query('lock table renders in access exclusive mode');
      const flood = Promise.allSettled(Array.from({ length: 60 }, () => get('/api/v1/jobs', one.apiKey)));
      await waitUntil(async () => (await waiting()) === 8);
      expect((await get('/api/billing/tokens', other.apiKey)).status).toBe(200);
      expect(await waiting()).toBeLessThanOrEqual(8);
      await blocking.query('commit');
      await flood;
      expect((await get('/api/v1/jobs', one.apiKey)).status).toBe(200);
    } finally {
      await blocking.end();
    }
  });

  it('is not delayed by a key that sends its bodies slowly', async () => {
    const { apiKey: slow, userId } = await createTestUser(instance.database.url);
    const other = await addApiKey(instance.database.url, userId);
    const unfinished = head('/api/v1/estimate', {
      'Content-Type': 'application/json',
      'Content-Length': 1_000,
      Expect: '100-continue',
      Authorization: `Bearer ${slow}`,
    });
    const connections: RawConnection[] = [];
    for (let count = 0; count < 8; count += 1)
      connections.push((await RawConnection.open(instance.api.url)).send(unfinished));
    await waitUntil(() => connections.every(({ text }) => text.startsWith('HTTP/1.1 100 Continue')));
    const answer = await fetch(`${instance.api.url}/api/v1/jobs`, {
      headers: { authorization: `Bearer ${other}` },
      signal: AbortSignal.timeout(60_000),
    });
    expect(answer.status).toBe(200);
    for (const { socket } of connections) socket.destroy();
  });

  it('sends its bodies in chunks, but not in thousands of single bytes', async () => {
    const { apiKey } = await createTestUser(instance.database.url);
    const start = head('/api/v1/estimate', {
      'Content-Type': 'application/json',
      'Transfer-Encoding': 'chunked',
      Connection: 'close',
      Authorization: `Bearer ${apiKey}`,
    });
    const send = async (chunk: string, times: number) => {
      const connection = await RawConnection.open(instance.api.url);
      const body = `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(times);
      return connection.send(`${start}${body}0\r\n\r\n`).untilClosed();
    };
    const refused = await send(' ', 5_000);
    expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('too many small chunks')]);
    // An empty document, and one that is no edit.
    expect((await send(' ', 900)).body).not.toContain('small chunks');
    expect((await send(' '.repeat(80), 5_000)).body).not.toContain('small chunks');
  });
});
