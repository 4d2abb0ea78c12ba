import { LARGE_BODY_LIMITS } from '../../../apps/api/src/http/body/request-body';
import { ProbeModule } from '../../support/harness/probe.module';
import { startTestApi, type TestApi } from '../../support/harness/test-app';
import { installation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { type RawAnswer, RawConnection, sendRaw } from '../../support/servers/raw-http';

interface Problem {
  status: number;
  code: string;
  detail: string;
  request_id: string;
  errors?: { path: string; code: string }[];
}

describe('hostile clients', () => {
  const limits = { checkIntervalMs: 50, maxConnections: 200 };
  const instance = installation({ modules: [ProbeModule], limits });

  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(`${instance.api.url}${path}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });

  async function problemOf(answer: Response): Promise<Problem> {
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await answer.json()) as Problem;
    expect(problem).toMatchObject({ status: answer.status, request_id: answer.headers.get('x-request-id') });
    return problem;
  }

  /** Each client keeps its connection until the server resets it; they wait for that concurrently. */
  const UNREADABLE = {
    '200 kB of headers': `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(200_000)}\r\n\r\n`,
    'thousands of query parameters': `GET /probe/query?${'a=1&'.repeat(50_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
    'no HTTP at all': 'hello\r\n\r\n',
    'an unknown method': 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n',
    'both lengths':
      'POST /probe/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'two different lengths':
      'POST /probe/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
    'two Host headers': 'GET /health/live HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n',
    'no Host header': 'GET /health/live HTTP/1.1\r\n\r\n',
    'another transfer coding':
      'POST /probe/echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
    'an unknown expectation': 'GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: a-miracle\r\n\r\n',
    'a header with a line feed': 'GET / HTTP/1.1\r\nHost: x\r\nX: a\nSet-Cookie: b\r\n\r\n',
  };
  const answers = new Map<string, Promise<RawAnswer>>();
  const answerTo = async (name: keyof typeof UNREADABLE) => answers.get(name) as Promise<RawAnswer>;
  beforeAll(() => {
    for (const [name, bytes] of Object.entries(UNREADABLE)) answers.set(name, sendRaw(instance.api.url, bytes));
  });

  async function isStillWell(): Promise<void> {
    expect((await post('/probe/echo', '{"a":1}')).status).toBe(200);
  }

  afterEach(isStillWell);

  describe('slow senders', () => {
    /** Waits so briefly that a busy machine may keep a well-behaved client waiting, too. */
    let impatient: TestApi;
    beforeAll(async () => {
      const limits = { headersMs: 800, bodyMs: 1_000, requestMs: 60_000, lingerMs: 300, checkIntervalMs: 50 };
      impatient = await startTestApi({ databaseUrl: instance.database.url, modules: [ProbeModule], limits });
    });
    const servesOthers = () => waitUntil(async () => (await fetch(`${impatient.url}/health/live`)).ok);
    afterEach(servesOthers);
    afterAll(() => impatient?.close());

    it('are cut off while they drip headers', async () => {
      const connection = await RawConnection.open(impatient.url);
      connection.send('GET /health/live HTTP/1.1\r\nHost: x\r\n');
      await connection.drip('X', 20);
      const { status, body } = await connection.untilClosed();
      expect(status).toBe(408);
      expect(JSON.parse(body)).toMatchObject({ code: 'request_timeout' });
    });

    it('are cut off while they drip a body', async () => {
      const connection = await RawConnection.open(impatient.url);
      connection.send(
        'POST /probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"a":"',
      );
      await connection.drip('a', 20);
      const { status, body } = await connection.untilClosed();
      expect(status).toBe(408);
      expect(body).toContain('request_timeout');
    });

    it.each([
      ['an unknown path', 'POST /nowhere'],
      ['a path that refuses strangers first', 'POST /probe/private'],
      ['a path that takes no body', 'GET /health/live'],
    ])('are cut off while they drip a body to %s', async (_name, start) => {
      const connection = await RawConnection.open(impatient.url);
      connection.send(
        `${start} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{`,
      );
      await connection.drip(' ', 20);
      expect((await connection.untilClosed()).status).toBeGreaterThanOrEqual(200);
    });

    it('do not delay others, however many there are', async () => {
      const connections = await Promise.all(Array.from({ length: 150 }, () => RawConnection.open(impatient.url)));
      for (const connection of connections) connection.send('GET / HTTP/1.1\r\nHost: x\r\nX: ');
      await servesOthers();
      for (const { status } of await Promise.all(connections.map((connection) => connection.untilClosed())))
        expect(status).toBe(408);
    });

    it('may stream a file for longer than a JSON body may take', async () => {
      const connection = await RawConnection.open(impatient.url);
      connection.send(
        'PUT /probe/stream HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: video/mp4\r\nContent-Length: 60\r\n\r\n',
      );
      for (let sent = 0; sent < 60; sent += 1) {
        connection.send('x');
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      expect((await connection.untilClosed()).body).toContain('{"bytes":60}');
    });
  });

  describe('sizes', () => {
    const text = (bytes: number) => JSON.stringify({ text: 'x'.repeat(bytes) });

    it('refuses more than 1 MB, declared or not, and accepts 1 MB', async () => {
      expect((await post('/probe/echo', text(1_048_000))).status).toBe(200);
      expect((await problemOf(await post('/probe/echo', text(2_000_000)))).code).toBe('payload_too_large');
      const chunked = await fetch(`${instance.api.url}/probe/echo`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: new Blob([text(3_000_000)]).stream(),
        duplex: 'half',
      });
      expect(chunked.status).toBe(413);
    });

    it('accepts up to 10 MB where a film is described', async () => {
      expect((await post('/probe/large', text(9_000_000))).status).toBe(200);
      expect((await post('/probe/large', text(LARGE_BODY_LIMITS.bytes))).status).toBe(413);
    });

    it('refuses 200 kB of headers', async () => {
      const { status, body } = await answerTo('200 kB of headers');
      expect(status).toBe(431);
      expect(JSON.parse(body)).toMatchObject({ code: 'headers_too_large', status: 431 });
    });

    it('refuses thousands of query parameters and accepts a few', async () => {
      const { status } = await answerTo('thousands of query parameters');
      expect(status).toBe(431);
      expect(await (await fetch(`${instance.api.url}/probe/query?a=1&a=2&__proto__=3`)).json()).toEqual({
        query: { a: ['1', '2'], ['__proto__']: '3' },
      });
    });
  });

  describe('JSON', () => {
    it.each([
      ['a NUL character', '{"list":[{"title":"a\\u0000"}]}', 'list[0].title', 'invalid_text'],
      ['half a surrogate pair', '{"title":"\\udc00"}', 'title', 'invalid_text'],
      ['an infinite number', '{"price":{"amount":1e400}}', 'price.amount', 'number_out_of_range'],
      ['a __proto__ key', '{"a":{"__proto__":{"role":"admin"}}}', 'a.__proto__', 'forbidden_key'],
      ['a constructor.prototype key', '{"constructor":{"prototype":{"role":"admin"}}}', 'constructor', 'forbidden_key'],
    ])('refuses %s and says where', async (_name, body, path, code) => {
      const problem = await problemOf(await post('/probe/echo', body));
      expect(problem).toMatchObject({ status: 400, code: 'malformed_request', errors: [{ path, code }] });
      expect(({} as { role?: string }).role).toBeUndefined();
    });

    it.each([
      ['500,000 lists in one another', '['.repeat(500_000)],
      ['65 levels', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
      ['more values than any request needs', `[${'1,'.repeat(20_000)}1]`],
    ])('refuses %s', async (_name, body) => {
      expect(await problemOf(await post('/probe/echo', body))).toMatchObject({
        status: 400,
        code: 'payload_too_complex',
      });
    });

    it('names line and column of a syntax error', async () => {
      expect((await problemOf(await post('/probe/echo', '{\n "password": "hunter2"\n "b": 1}'))).detail).toMatch(
        /line 3, column 2/,
      );
      expect((await problemOf(await post('/probe/echo', '{"password": hunter2}'))).detail).not.toContain('hunter2');
    });

    it('refuses bytes that are not UTF-8', async () => {
      expect((await problemOf(await post('/probe/echo', Buffer.from([0x22, 0xff, 0xfe, 0x22])))).detail).toContain(
        'UTF-8',
      );
    });

    it('passes on an empty body as none', async () => {
      expect(await (await post('/probe/echo', '')).json()).toEqual({ body: null });
    });

    it('keeps the exact bytes only where a signature needs them', async () => {
      const body = '{ "b":1,\n"a" : 2 }';
      expect(await (await post('/probe/raw', body)).json()).toEqual({
        body: { a: 2, b: 1 },
        raw: Buffer.from(body).toString('base64'),
      });
      expect((await post('/probe/raw', '{')).status).toBe(400);
    });
  });

  describe('encodings and types', () => {
    it.each(['gzip', 'br', 'deflate', 'gzip, identity'])('refuses content encoding %s', async (encoding) => {
      expect((await problemOf(await post('/probe/echo', '{}', { 'content-encoding': encoding }))).code).toBe(
        'unsupported_media_type',
      );
    });

    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/json; charset=utf-16',
      'application/json; charset="latin1"',
      '',
    ])('refuses content type %j', async (type) => {
      expect((await problemOf(await post('/probe/echo', '{}', { 'content-type': type }))).status).toBe(415);
    });

    it.each([
      'application/json',
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/merge-patch+json',
    ])('takes %s', async (type) => {
      expect((await post('/probe/echo', '{"a":1}', { 'content-type': type })).status).toBe(200);
    });
  });

  describe('malformed URLs and requests', () => {
    it.each([
      ['a NUL in the path', '/health%00', 400],
      ['a NUL in the query', '/probe/query?a=%00', 400],
      ['a broken escape', '/probe/%zz', 400],
      ['an overlong parameter', `/probe/throw/${'a'.repeat(5_000)}`, 404],
    ])('answers %s', async (_name, path, status) => {
      expect((await problemOf(await fetch(`${instance.api.url}${path}`))).status).toBe(status);
    });

    it.each([
      'no HTTP at all',
      'an unknown method',
      'both lengths',
      'two different lengths',
      'two Host headers',
      'no Host header',
      'another transfer coding',
      'an unknown expectation',
      'a header with a line feed',
    ] as const)('answers %s with a problem document', async (name) => {
      const { status, head, body } = await answerTo(name);
      expect(status).toBe(400);
      expect(head).toMatch(/content-type: application\/problem\+json/i);
      expect(JSON.parse(body)).toMatchObject({
        code: 'malformed_request',
        request_id: /x-request-id: (\S+)/i.exec(head)?.[1],
      });
    });

    it('answers what came before unreadable bytes first', async () => {
      const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;
      const connection = await RawConnection.open(instance.api.url);
      connection.send(`${get('/probe/context')}${get('/probe/query?a=1')}rubbish\r\n\r\n`);
      await connection.closed;
      const statuses = [...connection.text.matchAll(/HTTP\/1\.1 (\d+) /g)].map(([, status]) => status);
      expect(statuses).toEqual(['200', '200', '400']);
    });

    it('survives clients that disconnect in the middle of a body', async () => {
      const connection = await RawConnection.open(instance.api.url);
      connection.send(
        'POST /probe/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
      );
      connection.socket.destroy();
      await connection.closed;
    });

    it('accepts no more connections than it can serve', async () => {
      const connections = await Promise.all(Array.from({ length: 250 }, () => RawConnection.open(instance.api.url)));
      // Excess connections are closed without an answer.
      expect((await Promise.race(connections.map((connection) => connection.untilClosed()))).status).toBe(0);
      for (const connection of connections) connection.socket.destroy();
      await Promise.all(connections.map((connection) => connection.closed));
    });
  });
});
