import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { DnsHostResolver } from '@app/core';
import { type DnsStub, startDnsStub } from '../../support/servers/dns-stub';
import { type Canary, failureOf, listenOn, startCanary, testSafeHttp, tolerant } from '../../support/servers/safe-http';

/** Two loopback addresses represent the public and the private side. */
const PUBLIC_ADDRESS = process.platform === 'linux' ? '127.0.0.2' : '::1';

describe('names, resolved by a real name server', () => {
  let dns: DnsStub;
  let canary: Canary;
  let served: number;
  /** The answer to each look-up in turn, the last one repeatedly; a look-up is two questions, A and AAAA. */
  let answers: (string[] | undefined | 'silence')[];
  const server = createServer((_request, response) => {
    served += 1;
    response.setHeader('connection', 'close').end('public');
  });

  beforeAll(async () => {
    canary = await startCanary();
    let questions = 0;
    dns = await startDnsStub(() => {
      questions += 1;
      return answers.length > 1 && questions % 2 === 0 ? answers.shift() : answers[0];
    });
    await listenOn(server, PUBLIC_ADDRESS, canary.port);
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

  const client = (port = canary.port, connectTimeoutMs?: number) =>
    testSafeHttp({
      ports: [port],
      connectTimeoutMs,
      resolver: new DnsHostResolver([dns.server]),
      isPublic: (address) => address === PUBLIC_ADDRESS,
    });
  const fetchIt = () => client().fetchText(`http://files.example.com:${canary.port}/`);

  it('connects to the address that was checked, not to a later answer', async () => {
    answers = [[PUBLIC_ADDRESS], ['127.0.0.1']];
    expect((await fetchIt()).text).toBe('public');
    expect(dns.asked).toEqual(['files.example.com']);
    expect((await failureOf(fetchIt())).code).toBe('url_not_allowed');
    expect({ hits: canary.hits, served }).toEqual({ hits: 0, served: 1 });
  });

  it('refuses mixed answers', async () => {
    answers = [[PUBLIC_ADDRESS, '127.0.0.1']];
    expect((await failureOf(fetchIt())).code).toBe('url_not_allowed');
    expect({ hits: canary.hits, served }).toEqual({ hits: 0, served: 0 });
  });

  it('gives the same answer for a missing name as for a private one', async () => {
    answers = [undefined];
    const missing = await failureOf(fetchIt());
    answers = [['10.0.0.1']];
    const hidden = await failureOf(fetchIt());
    expect([missing.code, missing.message]).toEqual([hidden.code, hidden.message]);
  });

  it('does not wait for a name server that is silent', async () => {
    answers = ['silence'];
    const silent = client(canary.port, 500).fetchText(`http://files.example.com:${canary.port}/`);
    expect((await failureOf(silent)).code).toBe('remote_fetch_timeout');
  });

  it('keeps the name for the Host header and for TLS', async () => {
    answers = [[PUBLIC_ADDRESS]];
    let received = '';
    const listener = createTcpServer(
      (socket) => void tolerant(socket).once('data', (data) => ((received = String(data)), socket.destroy())),
    );
    const port = await listenOn(listener, PUBLIC_ADDRESS);
    expect((await failureOf(client(port).fetchText(`https://files.example.com:${port}/`))).code).toBe(
      'remote_fetch_failed',
    );
    expect(received).toContain('files.example.com');
    await failureOf(client(port).fetchText(`http://files.example.com:${port}/`));
    expect(received).toContain(`host: files.example.com:${port}`);
    listener.close();
  });
});
