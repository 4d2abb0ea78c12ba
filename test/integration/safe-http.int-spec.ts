import { type AppError, DnsHostResolver, FetchPolicy, HostResolver, isPublicAddress, runWithRequestContext, SafeHttp, type SafeRequest } from '@app/core';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type DnsStub, startDnsStub } from '../support/dns-stub';

/** Something inside the network: every connection to it is a failure. */
interface Canary {
  port: number;
  hits: number;
  close(): void;
}

async function startCanary(): Promise<Canary> {
  const canary = { port: 0, hits: 0, close: () => servers.forEach((server) => server.close()) };
  const count = (socket: Socket) => {
    canary.hits += 1;
    tolerant(socket).end('HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nsecret');
  };
  const servers: Server[] = [createTcpServer(count).listen(0, '127.0.0.1')];
  await once(servers[0]!, 'listening');
  canary.port = (servers[0]!.address() as AddressInfo).port;
  const six = createTcpServer(count).on('error', () => undefined);
  servers.push(six.listen(canary.port, '::1'));
  return canary;
}

class MapResolver extends HostResolver {
  readonly asked: string[] = [];

  constructor(private readonly answer: (hostname: string, count: number) => string[]) {
    super();
  }

  async resolve(hostname: string): Promise<string[]> {
    this.asked.push(hostname);
    return this.answer(hostname, this.asked.length);
  }
}

const clients: SafeHttp[] = [];
function client(options: { allow?: string[]; ports?: number[]; resolver?: HostResolver; isPublic?: (address: string) => boolean } = {}): SafeHttp {
  const rules = { ports: new Set([80, 443, 8080, 8443, ...(options.ports ?? [])]), isPublic: options.isPublic ?? isPublicAddress };
  const made = new SafeHttp({
    policy: new FetchPolicy(options.allow ?? [], rules),
    resolver: options.resolver ?? new MapResolver(() => ['127.0.0.1']),
    userAgent: 'Reelway',
    connectTimeoutMs: 500,
  });
  clients.push(made);
  return made;
}
afterAll(() => Promise.all(clients.map((each) => each.onApplicationShutdown())));

const failureOf = (call: Promise<unknown>): Promise<AppError> =>
  call.then(
    () => {
      throw new Error('the call was expected to fail');
    },
    (error: AppError) => error,
  );

describe('URLs that lead inside', () => {
  let canary: Canary;
  beforeAll(async () => {
    canary = await startCanary();
  });
  afterAll(() => canary.close());
  afterEach(() => expect(canary.hits).toBe(0));

  /** Judged by their text: no name server hears of them. */
  const TEXTS = [
    ...['127.0.0.1', '127.1', '127.0.1', '127.127.127.127', '127.0.0.1.', '0', '0.0.0.0', '0x0', '00', '0.0.0.0.'],
    ...['2130706433', '0x7f000001', '0x7f.0.0.1', '0X7F.1', '017700000001', '0177.0.0.1', '0177.0x0.0.01', '00000177.0.0.1', '0x7f.0x0.0x0.0x1', '%31%32%37.0.0.1', '127.0.0.%31'],
    ...['１２７.０.０.１', '①②⑦.⓪.⓪.①', '127。0。0。1', '127．0．0．1', '𝟏𝟐𝟕.𝟎.𝟎.𝟏'],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[0000::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[0:0:0:0:0:ffff:7f00:0001]', '[::127.0.0.1]', '[::ffff:0:127.0.0.1]'],
    ...['[::ffff:a9fe:a9fe]', '[64:ff9b::7f00:1]', '[64:ff9b::127.0.0.1]', '[64:ff9b:1::7f00:1]', '[2002:7f00:1::]', '[2001:0:7f00:1::]', '[fe80::1]', '[fc00::1]', '[fd00:ec2::254]', '[fec0::1]', '[ff02::1]', '[100::1]'],
    ...['10.0.0.1', '10.1', '0xa000001', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1', '3232235521', '169.254.169.254', '169.254.43518', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '100.64.0.1', '100.100.100.200', '168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1', '255.255.255.255', '240.0.0.1'],
    ...['localhost', 'LOCALHOST', 'localhost.', 'LocalHost.', 'ｌｏｃａｌｈｏｓｔ', 'a.localhost', 'a.b.localhost.', 'loc%61lhost', 'intranet', 'db', 'metadata', 'printer.local', 'metadata.google.internal', 'METADATA.google.INTERNAL.', 'router.home.arpa', 'instance-data.ec2.internal'],
  ];

  it.each(TEXTS)('http://%s is refused unasked', async (host) => {
    const resolver = new MapResolver(() => ['127.0.0.1', '::1']);
    const http = client({ ports: [canary.port], resolver });
    const error = await failureOf(http.fetchText(`http://${host}:${canary.port}/`));
    expect(error.code).toBe('url_not_allowed');
    expect(resolver.asked).toEqual([]);
    expect(() => http.checkUrl(`http://${host}:${canary.port}/`)).toThrow(expect.objectContaining({ code: 'url_not_allowed' }));
  });

  /** Refused whatever the host is. */
  const MALFORMED = [
    ...['', ' ', 'files.example.com', '//files.example.com/a', '/a', 'http://', 'http:///', 'http://[::1', 'http://[fe80::1%25lo]/', 'http://[fe80::1%lo]/', 'http://a b.example.com/', 'http://exa<mple.com/', 'http://%00.example.com/'],
    ...['file:///etc/passwd', 'ftp://files.example.com/', 'gopher://files.example.com/', 'data:text/plain,x', 'javascript:1', 'blob:http://files.example.com/1', 'ws://files.example.com/', 'unix:/run/docker.sock', 'dict://files.example.com:11211/'],
    ...['http://user@files.example.com/', 'http://user:pass@files.example.com/', 'http://:pass@files.example.com/', 'http://files.example.com@127.0.0.1/', 'http://127.0.0.1@files.example.com/', 'http://files.example.com%40127.0.0.1/'],
    ...['http:\\\\files.example.com\\', 'http://files.example.com\\@127.0.0.1/', 'http://127.0.0.1\\@files.example.com/', 'http://files.example.com/\n', 'http://files.exa\tmple.com/', 'http://files.example.com/\u0000', 'http://files.example.com/\r\nHost: x'],
    ...['http://files.example.com:22/', 'http://files.example.com:6379/', 'http://files.example.com:5432/', 'http://files.example.com:0/', 'http://files.example.com:65536/', 'http://files.example.com:-1/', 'https://files.example.com:80a/', 'http://files.example.com:25/', `http://files.example.com/${'a'.repeat(9_000)}`],
  ];

  it.each(MALFORMED)('%j is refused', async (url) => {
    const resolver = new MapResolver(() => ['127.0.0.1']);
    expect((await failureOf(client({ resolver }).fetchText(url))).code).toBe('url_not_allowed');
    expect(resolver.asked).toEqual([]);
  });

  it.each([
    ['one private address', ['127.0.0.1']],
    ['a private one behind a public one', ['93.184.216.34', '127.0.0.1']],
    ['a private one before a public one', ['127.0.0.1', '93.184.216.34']],
    ['a private IPv6 beside a public IPv4', ['::1', '93.184.216.34']],
    ['mapped IPv4', ['::ffff:127.0.0.1']],
    ['cloud metadata', ['169.254.169.254']],
    ['nothing', []],
  ])('a name that leads to %s is refused, and not told where it led', async (_what, addresses) => {
    const resolver = new MapResolver(() => addresses);
    const error = await failureOf(client({ ports: [canary.port], resolver }).fetchText(`http://files.example.com:${canary.port}/`));
    expect({ code: error.code, detail: error.message, extra: error.options.extra }).toEqual({
      code: 'url_not_allowed',
      detail: 'files.example.com does not lead to a public address.',
      extra: undefined,
    });
    expect(resolver.asked).toEqual(['files.example.com']);
  });

  it('looks at the address of the socket once more before it sends anything', async () => {
    let [looks, received] = [0, ''];
    const server = createTcpServer((socket) => tolerant(socket).on('data', (data) => (received += String(data)))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const http = client({ ports: [port], isPublic: () => (looks += 1) === 1 });
    expect((await failureOf(http.fetchText(`http://files.example.com:${port}/`))).code).toBe('url_not_allowed');
    expect({ looks, received }).toEqual({ looks: 2, received: '' });
    server.close();
  });

  it.each(['http://example.com', 'https://example.com/a?b#c', 'http://example.com:8080/', 'https://example.com:8443/', 'https://example.com./', 'http://93.184.216.34/', 'https://[2606:4700:4700::1111]/', 'https://bücher.example/ä b', 'http://1.1.1.1.example.com/'])(
    '%s may be tried',
    (url) => expect(client().checkUrl(url).protocol).toMatch(/^https?:$/),
  );

  it('takes https only when asked to', () => {
    expect(() => client().checkUrl('http://example.com/', { httpsOnly: true })).toThrow(expect.objectContaining({ code: 'url_not_allowed' }));
    expect(client().checkUrl('https://example.com/', { httpsOnly: true }).hostname).toBe('example.com');
  });
});

describe('rebinding, against a real name server', () => {
  // Two loopback addresses play the public and the private side.
  const publicAddress = process.platform === 'linux' ? '127.0.0.2' : '::1';
  const isPublic = (address: string) => address === publicAddress;
  let dns: DnsStub;
  let canary: Canary;
  let answers: Record<string, (string[] | undefined | 'silence')[]>;
  let server: Server;
  let served = 0;

  beforeAll(async () => {
    canary = await startCanary();
    dns = await startDnsStub((name) => (answers[name]!.length > 2 ? answers[name]!.shift() : answers[name]![0]));
    server = createServer((_request, response) => {
      served += 1;
      response.setHeader('connection', 'close').end('public');
    }).listen(canary.port, publicAddress);
    await once(server, 'listening');
  });
  afterAll(() => {
    canary.close();
    dns.close();
    server.close();
  });
  beforeEach(() => {
    canary.hits = served = 0;
    dns.asked.length = 0;
  });
  const http = () => client({ ports: [canary.port], resolver: new DnsHostResolver([dns.server]), isPublic });
  const fetchName = (name: string) => http().fetchText(`http://${name}:${canary.port}/`);

  it('connects to the address that was checked, not to a later answer', async () => {
    // Each look-up asks twice (A and AAAA); whatever is asked after the first look-up gets the private address.
    answers = { 'rebind.example.com': [[publicAddress], [publicAddress], ['127.0.0.1'], ['127.0.0.1'], ['127.0.0.1']] };
    expect((await fetchName('rebind.example.com')).text).toBe('public');
    expect(dns.asked).toEqual(['rebind.example.com']);
    expect((await failureOf(fetchName('rebind.example.com'))).code).toBe('url_not_allowed');
    expect({ hits: canary.hits, served }).toEqual({ hits: 0, served: 1 });
  });

  it('refuses mixed answers', async () => {
    answers = { 'mixed.example.com': [[publicAddress, '127.0.0.1']] };
    expect((await failureOf(fetchName('mixed.example.com'))).code).toBe('url_not_allowed');
    expect({ hits: canary.hits, served }).toEqual({ hits: 0, served: 0 });
  });

  it('answers for a missing name as for a private one', async () => {
    answers = { 'missing.example.com': [undefined], 'private.example.com': [['10.0.0.1']] };
    const [missing, hidden] = [await failureOf(fetchName('missing.example.com')), await failureOf(fetchName('private.example.com'))];
    expect(missing.message.replace('missing', 'private')).toBe(hidden.message);
    expect(missing.code).toBe(hidden.code);
  });

  it('does not wait for a name server that is silent', async () => {
    answers = { 'silent.example.com': ['silence'] };
    expect((await failureOf(fetchName('silent.example.com'))).code).toBe('remote_fetch_timeout');
  });

  it('keeps the name for the Host header and for TLS', async () => {
    answers = { 'files.example.com': [[publicAddress]] };
    let hello = '';
    const tls = createTcpServer((socket) => tolerant(socket).once('data', (data) => ((hello = String(data)), socket.destroy()))).listen(0, publicAddress);
    await once(tls, 'listening');
    const { port } = tls.address() as AddressInfo;
    const guarded = client({ ports: [port], resolver: new DnsHostResolver([dns.server]), isPublic });
    expect((await failureOf(guarded.fetchText(`https://files.example.com:${port}/`))).code).toBe('remote_fetch_failed');
    expect(hello).toContain('files.example.com');
    await failureOf(guarded.fetchText(`http://files.example.com:${port}/`));
    expect(hello).toContain(`host: files.example.com:${port}`);
    tls.close();
  });
});

describe('what a remote server may do', () => {
  let canary: Canary;
  let server: Server;
  let port: number;
  let base: string;
  let http: SafeHttp;
  let handle: (request: IncomingMessage, response: ServerResponse) => void;
  const requests: IncomingMessage[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'reelway-safe-http-'));

  beforeAll(async () => {
    canary = await startCanary();
    server = createServer((request, response) => {
      requests.push(request);
      handle(request, response);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
    base = `http://127.0.0.1:${port}`;
    http = client({ allow: [`127.0.0.1:${port}`] });
  });
  afterAll(async () => {
    canary.close();
    await http.onApplicationShutdown();
    server.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    requests.length = 0;
    handle = (_request, response) => response.end('hello');
  });
  const answerRaw = (text: string) => (handle = (request) => void request.socket.write(text));
  const fail = async (options?: SafeRequest) => (await failureOf(http.fetchText(base, options))).code;

  describe('FETCH_ALLOW_HOSTS', () => {
    it('opens exactly the named port of a private host', async () => {
      expect((await http.fetchText(`${base}/a?b=1#c`)).text).toBe('hello');
      expect(requests[0]?.url).toBe('/a?b=1');
      expect((await failureOf(http.fetchText(`http://127.0.0.1:${canary.port}/`))).code).toBe('url_not_allowed');
      expect((await failureOf(http.fetchText(`http://127.0.0.2:${port}/`))).code).toBe('url_not_allowed');
      expect(canary.hits).toBe(0);
    });

    it('takes names, which the system resolves, and opens a host without a port on the usual ports only', async () => {
      expect((await client({ allow: [`LOCALHOST:${port}`] }).fetchText(`http://localhost:${port}/`)).text).toBe('hello');
      const policy = new FetchPolicy(['minio', '::1', '[fd00::1]:9000']);
      expect(policy.check('http://minio:8080/').hostname).toBe('minio');
      expect(policy.check('http://[::1]/').hostname).toBe('[::1]');
      expect(policy.check('http://[fd00::1]:9000/').port).toBe('9000');
      for (const url of ['http://minio:9000/', 'http://[fd00::1]/', 'http://minio.example/x@y:80/']) expect(() => policy.check(url.replace('minio.example', 'minio2'))).toThrow();
      expect(() => new FetchPolicy(['a:b:c'])).toThrow('FETCH_ALLOW_HOSTS');
    });
  });

  describe('redirects', () => {
    const redirect = (location: string, status = 302) => (handle = (request, response) => (request.url === '/' ? response.writeHead(status, { location }).end() : response.end(`at ${request.url}`)));

    it('are followed when each hop may be', async () => {
      redirect('/next');
      expect(await http.fetchText(base)).toMatchObject({ url: `${base}/next`, status: 200, text: 'at /next' });
    });

    it.each(['http://127.0.0.1:CANARY/', 'http://[::1]:CANARY/', 'http://internal.example.com:CANARY/', 'http://2130706433:CANARY/', '//127.0.0.1:CANARY/', 'file:///etc/passwd', 'http://user:pass@127.0.0.1:PORT/', 'http://'])(
      'to %s are refused',
      async (location) => {
        redirect(location.replace('CANARY', String(canary.port)).replace('PORT', String(port)));
        const open = client({ allow: [`127.0.0.1:${port}`], ports: [canary.port] });
        expect((await failureOf(open.fetchText(base))).code).toBe('url_not_allowed');
        expect(canary.hits).toBe(0);
      },
    );

    it('end after three', async () => {
      handle = (request, response) => response.writeHead(302, { location: `/${Number(request.url?.slice(1)) + 1}` }).end();
      const error = await failureOf(http.fetchText(`${base}/0`));
      expect([error.code, requests.length]).toEqual(['remote_fetch_failed', 4]);
    });

    it('are given back when they are not to be followed', async () => {
      redirect('/next');
      expect(await http.fetchText(base, { maxRedirects: 0 })).toMatchObject({ status: 302 });
      expect(await http.postJson(base, '{}')).toMatchObject({ status: 302 });
      expect(requests).toHaveLength(2);
    });

    it('carry credentials within an origin only', async () => {
      const other = createServer((request, response) => (requests.push(request), response.end())).listen(0, '127.0.0.1');
      await once(other, 'listening');
      const otherPort = (other.address() as AddressInfo).port;
      const both = client({ allow: [`127.0.0.1:${port}`, `127.0.0.1:${otherPort}`] });
      const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'X-Api-Key': 'k', Range: 'bytes=0-9' };
      redirect('/same');
      await both.fetchText(base, { headers });
      redirect(`http://127.0.0.1:${otherPort}/other`);
      await both.fetchText(base, { headers });
      other.close();
      expect(requests[1]?.headers).toMatchObject({ authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'k', range: 'bytes=0-9' });
      expect(requests[3]?.url).toBe('/other');
      expect(Object.keys(requests[3]?.headers ?? {}).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'range', 'user-agent']);
    });
  });

  describe('slow and endless answers', () => {
    it('headers that never come', async () => {
      handle = () => undefined;
      expect(await fail({ headersTimeoutMs: 200 })).toBe('remote_fetch_timeout');
    });

    it('headers that come byte by byte', async () => {
      handle = ({ socket }) => drip(socket, 'HTTP/1.1 200 OK\r\nx-slow: ');
      expect(await fail({ headersTimeoutMs: 300, totalTimeoutMs: 20_000 })).toBe('remote_fetch_timeout');
    });

    it('a body that stops', async () => {
      handle = (_request, response) => response.writeHead(200, { 'content-length': 10 }).write('abc');
      expect(await fail({ idleTimeoutMs: 200 })).toBe('remote_fetch_timeout');
    });

    it('a body that drips for ever', async () => {
      handle = ({ socket }) => drip(socket, 'HTTP/1.1 200 OK\r\n\r\n');
      expect(await fail({ totalTimeoutMs: 400 })).toBe('remote_fetch_timeout');
    });

    it('a body without end', async () => {
      let sent = 0;
      handle = (_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536))) sent += 65_536;
        };
        response.on('drain', more);
        more();
      };
      expect(await fail({ maxBytes: 1_000_000 })).toBe('remote_file_too_large');
      expect(sent).toBeLessThan(50_000_000);
    });

    it('a declared size beyond the limit, without reading it', async () => {
      answerRaw('HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n');
      expect(await fail()).toBe('remote_file_too_large');
    });

    it('end when the caller gives up, with his reason', async () => {
      handle = () => undefined;
      const giveUp = new AbortController();
      const call = failureOf(http.fetchText(base, { signal: giveUp.signal }));
      giveUp.abort(new Error('the job was cancelled'));
      expect((await call).message).toBe('the job was cancelled');
    });
  });

  describe('malformed answers', () => {
    it.each([
      ['a body shorter than declared', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\nconnection: close\r\n\r\nshort'],
      ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab'],
      ['length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n'],
      ['broken chunks', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
      ['huge headers', `HTTP/1.1 200 OK\r\nx-a: ${'a'.repeat(70_000)}\r\n\r\n`],
      ['something else than HTTP', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['nothing', ''],
    ])('%s', async (_what, text) => {
      handle = ({ socket }) => socket.end(text);
      expect(await fail()).toBe('remote_fetch_failed');
    });

    it('a decompression bomb', async () => {
      const bomb = gzipSync(Buffer.alloc(20_000_000));
      handle = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
      expect(await fail()).toBe('remote_fetch_failed');
      expect(requests[0]?.headers['accept-encoding']).toBe('identity');
    });

    it('another content type than agreed', async () => {
      handle = (_request, response) => response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>');
      expect(await fail({ contentTypes: ['video/', 'application/json'] })).toBe('remote_fetch_failed');
      expect((await http.fetchText(base, { contentTypes: ['text/'] })).text).toBe('<html>');
      expect((await http.fetchText(base, { contentTypes: ['text/html'] })).text).toBe('<html>');
    });

    it('a closed port', async () => {
      const free = createTcpServer().listen(0, '127.0.0.1');
      await once(free, 'listening');
      const closed = (free.address() as AddressInfo).port;
      free.close();
      await once(free, 'close');
      const error = await failureOf(client({ allow: [`localhost:${closed}`] }).fetchText(`http://localhost:${closed}/`));
      expect([error.code, error.message]).toEqual(['remote_fetch_failed', 'localhost could not be reached.']);
    });
  });

  describe('downloads', () => {
    const content = Buffer.from('0123456789'.repeat(50_000));
    const path = (name: string) => join(folder, name);

    it('stream to a file and tell size and digest', async () => {
      handle = (_request, response) => response.writeHead(200, { 'content-type': 'Video/MP4; x=1', 'content-length': content.length }).end(content);
      const file = await http.download(base, path('a.mp4'), { maxBytes: content.length, contentTypes: ['video/'] });
      expect(file).toEqual({ url: `${base}/`, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), contentType: 'video/mp4' });
      expect(readFileSync(path('a.mp4')).equals(content)).toBe(true);
    });

    it.each([
      ['the server breaks off', 'remote_fetch_failed', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf'],
      ['there is too much', 'remote_file_too_large', `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${'a'.repeat(2_000)}`],
      ['the answer is not 200', 'remote_fetch_failed', 'HTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nno!'],
    ])('leave nothing behind when %s', async (_what, code, text) => {
      handle = ({ socket }) => socket.end(text);
      expect((await failureOf(http.download(base, path('b.mp4'), { maxBytes: 1_000 }))).code).toBe(code);
      expect(readdirSync(folder)).not.toContain('b.mp4');
    });

    it('neither overwrite nor delete what is there', async () => {
      writeFileSync(path('mine'), 'mine');
      expect((await failureOf(http.download(base, path('mine'), { maxBytes: 1_000 }))).code).toBe('EEXIST');
      expect(readFileSync(path('mine'), 'utf8')).toBe('mine');
    });
  });

  describe('webhooks', () => {
    it('deliver exactly the given bytes, and any status is an answer', async () => {
      let received = '';
      handle = (request, response) => void request.on('data', (chunk) => (received += chunk)).on('end', () => response.writeHead(500, { 'retry-after': '7' }).end('broken'));
      const json = '{"b":1, "a":"ä"}';
      const answer = await runWithRequestContext({ requestId: 'request-1234' }, () => http.postJson(base, json, { headers: { 'webhook-id': 'msg_1' } }));
      expect(answer).toMatchObject({ status: 500, text: 'broken', headers: { 'retry-after': '7' } });
      expect(received).toBe(json);
      expect(requests[0]?.headers).toMatchObject({
        'content-type': 'application/json',
        'content-length': '17',
        'webhook-id': 'msg_1',
        'x-request-id': 'request-1234',
        'user-agent': 'Reelway',
      });
    });

    it.each([
      ['is endless', (response: ServerResponse) => void response.write('a'.repeat(100_000)), 'a'.repeat(16_384)],
      ['breaks off', (response: ServerResponse) => void response.writeHead(200, { 'content-length': 9 }).write('half', () => response.destroy()), 'half'],
      ['is compressed', (response: ServerResponse) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x')), ''],
    ])('count as delivered when the text of the answer %s', async (_what, respond, text) => {
      handle = (_request, response) => respond(response);
      expect(await http.postJson(base, '{}')).toMatchObject({ status: 200, text });
    });
  });
});

/** One byte every 20 ms until the other side has enough. */
function drip(socket: Socket, start: string): void {
  socket.write(start);
  const timer = setInterval(() => socket.write('a'), 20);
  tolerant(socket).on('close', () => clearInterval(timer));
}

/** The other side may hang up at any time. */
const tolerant = (socket: Socket): Socket => socket.on('error', () => undefined);
