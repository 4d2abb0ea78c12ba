import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Readable } from 'node:stream';
import { ApiClient, BodyStream, NoAnswerError } from './api-client';

describe('the client for APIs that the operator chose', () => {
  let respond: RequestListener;
  const sockets: Socket[] = [];
  const server = createServer((request, response) => respond(request, response));
  server.on('connection', (socket) => sockets.push(socket));
  const clients: ApiClient[] = [];
  let url: string;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => sockets.splice(0));
  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = (options?: ConstructorParameters<typeof ApiClient>[0]) => {
    const made = new ApiClient(options);
    clients.push(made);
    return made;
  };
  const failureOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => Promise.reject(new Error('The call was expected to fail.')),
      (error: unknown) => error,
    );
  const bodyOf = async (request: IncomingMessage) => {
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
    return text;
  };

  it.each([
    ['an object as JSON', { a: 'ü' }, '{"a":"ü"}', 'application/json'],
    ['a form', new URLSearchParams({ a: 'b c' }), 'a=b+c', 'application/x-www-form-urlencoded'],
  ])('sends %s with its length and credentials, and returns status and JSON', async (_, body, text, type) => {
    respond = (request, response) => {
      void bodyOf(request).then((received) =>
        response
          .writeHead(429, { 'retry-after': '7' })
          .end(JSON.stringify({ received, type: request.headers['content-type'], key: request.headers['x-api-key'] })),
      );
    };
    const call = { method: 'POST', body, headers: { 'x-api-key': 'open' } } as const;
    expect(await client().send(url, call)).toEqual({
      status: 429,
      retryAfterSeconds: 7,
      json: { received: text, type, key: 'open' },
    });
  });

  it('sends a stream with its length, and returns the headers that were asked for', async () => {
    respond = (request, response) => {
      void bodyOf(request).then((received) =>
        response
          .writeHead(308, { range: `bytes=0-${received.length - 1}`, location: request.headers['content-length'] })
          .end(),
      );
    };
    const body = new BodyStream(Readable.from([Buffer.from('abc'), Buffer.from('def')]), 6, 'video/mp4');
    expect(await client().send(url, { method: 'PUT', body, readHeaders: ['range', 'location', 'etag'] })).toEqual({
      status: 308,
      json: undefined,
      headers: { range: 'bytes=0-5', location: '6' },
    });
  });

  it.each([
    ['shorter', 'ab'],
    ['longer', 'abcdef'],
  ])('fails when a stream is %s than announced, and closes it', async (_, text) => {
    respond = (request, response) => request.resume().on('end', () => response.end('{}'));
    const stream = Readable.from([Buffer.from(text)]);
    const body = new BodyStream(stream, 4, 'video/mp4');
    expect(await failureOf(client().send(url, { method: 'PUT', body }))).toBeInstanceOf(NoAnswerError);
    expect(stream.destroyed).toBe(true);
  });

  it.each(['key-123456', 'Bearer token-123456'])('never returns the credential %j that it sent', async (credential) => {
    respond = ({ headers }, response) => {
      const sent = String(headers['x-api-key']);
      response.end(JSON.stringify({ whole: `not ${sent}`, bare: sent.split(' ').at(-1) }));
    };
    const { json } = await client().send(url, { credentials: { 'x-api-key': credential } });
    expect(json).toEqual({ whole: 'not [redacted]', bare: '[redacted]' });
  });

  it('returns integers that a number cannot hold as text', async () => {
    respond = (_request, response) =>
      response.end(
        '{"ids":[7431234567890123456,-9007199254740993,9007199254740991,1.5e300],"text":"id\\": 7431234567890123456"}',
      );
    expect((await client().send(url)).json).toEqual({
      ids: ['7431234567890123456', '-9007199254740993', 9_007_199_254_740_991, 1.5e300],
      text: 'id": 7431234567890123456',
    });
  });

  it('stops reading an answer at the limit and still returns the status', async () => {
    const closed = new Promise<void>((resolve) => {
      respond = (_request, response) => {
        response.on('close', resolve);
        response.writeHead(202);
        const more = () => {
          while (response.write('x'.repeat(65_536)));
          response.once('drain', more);
        };
        more();
      };
    });
    expect(await client({ maxBytes: 100_000 }).send(url)).toEqual({ status: 202, json: undefined });
    await closed;
  });

  it.each([
    ['breaks off', '{"a":'],
    ['is not JSON', '<html>'],
  ])('returns the status of an answer whose body %s', async (kind, text) => {
    respond = (_request, response) => {
      response.writeHead(200, { 'content-length': kind === 'breaks off' ? 100 : text.length }).write(text, () => {
        if (kind === 'breaks off') response.destroy();
      });
    };
    expect(await client().send(url)).toEqual({ status: 200, json: undefined });
  });

  it('follows no redirect', async () => {
    respond = (_request, response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
    expect((await client().send(url)).status).toBe(302);
  });

  it('knows that nothing was sent without a connection, and that the request may have arrived once there was one', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const call = { method: 'POST', body: {}, once: true } as const;
    expect(await failureOf(client().send(`http://127.0.0.1:${port}`, call))).toMatchObject({ mayHaveArrived: false });
    respond = (request, response) => {
      void bodyOf(request).then(() => response.destroy());
    };
    expect(await failureOf(client().send(url, call))).toMatchObject({ mayHaveArrived: true });
  });

  it('ends when its caller does, before and after the request is sent', async () => {
    const caller = new AbortController();
    respond = () => caller.abort();
    const call = { method: 'POST', body: {}, signal: caller.signal } as const;
    expect(await failureOf(client().send(url, call))).toMatchObject({ mayHaveArrived: true });
    expect(await failureOf(client().send(url, call))).toMatchObject({ mayHaveArrived: false });
  });

  it('ends when its time is up, even in the middle of an answer', async () => {
    respond = () => undefined;
    expect(await failureOf(client({ totalTimeoutMs: 100 }).send(url))).toBeInstanceOf(NoAnswerError);
  });

  it('keeps its connection, except for calls that must not run twice', async () => {
    respond = (_request, response) => response.end('{}');
    const api = client();
    for (let call = 0; call < 5; call += 1) await api.send(url);
    const { length: kept } = sockets;
    // The first connection may not be free yet when the second call begins.
    expect(kept).toBeLessThan(3);
    for (let call = 0; call < 3; call += 1) await api.send(url, { method: 'POST', body: {}, once: true });
    expect(sockets).toHaveLength(kept + 3);
  });
});
