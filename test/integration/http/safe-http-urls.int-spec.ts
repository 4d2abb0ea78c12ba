import { createServer } from 'node:net';
import {
  type Canary,
  FixedResolver,
  failureOf,
  listenOn,
  startCanary,
  testSafeHttp,
  tolerant,
} from '../../support/servers/safe-http';

/** Judged by their text, without a name server. */
const INTERNAL_HOSTS = `
  127.0.0.1 127.1 127.0.1 127.127.127.127 127.0.0.1. 0 0.0.0.0 0x0 00 0.0.0.0.
  2130706433 0x7f000001 0x7f.0.0.1 0X7F.1 017700000001 0177.0.0.1 0177.0x0.0.01 00000177.0.0.1 0x7f.0x0.0x0.0x1 %31%32%37.0.0.1 127.0.0.%31
  １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 127．0．0．1 𝟏𝟐𝟕.𝟎.𝟎.𝟏
  [::1] [::] [0:0:0:0:0:0:0:1] [0000::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] [::127.0.0.1] [::ffff:0:127.0.0.1]
  [::ffff:a9fe:a9fe] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1] [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::]
  [fe80::1] [fc00::1] [fd00:ec2::254] [fec0::1] [ff02::1] [100::1]
  10.0.0.1 10.1 0xa000001 172.16.0.1 172.31.255.255 192.168.0.1 192.168.1 3232235521 169.254.169.254 169.254.43518 2852039166 0xa9fea9fe
  0251.0376.0251.0376 100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1
  localhost LOCALHOST localhost. LocalHost. ｌｏｃａｌｈｏｓｔ a.localhost a.b.localhost. loc%61lhost intranet db metadata printer.local
  metadata.google.internal METADATA.google.INTERNAL. router.home.arpa instance-data.ec2.internal`
  .trim()
  .split(/\s+/);

const NOT_ABSOLUTE = [
  '',
  ' ',
  'files.example.com',
  '//files.example.com/a',
  '/a',
  'http://',
  'http:///',
  'http://[::1',
];
const NO_HOST = [
  'http://[fe80::1%25lo]/',
  'http://[fe80::1%lo]/',
  'http://a b.example.com/',
  'http://exa<mple.com/',
  'http://%00.example.com/',
];
const OTHER_SCHEMES = [
  'file:///etc/passwd',
  'data:text/plain,x',
  'javascript:1',
  'unix:/run/docker.sock',
  'dict://files.example.com:11211/',
].concat(['ftp', 'gopher', 'ws', 'blob:http'].map((scheme) => `${scheme}://files.example.com/1`));
const CREDENTIALS = [
  'user@files.example.com',
  'user:pass@files.example.com',
  ':pass@files.example.com',
  'files.example.com@127.0.0.1',
  '127.0.0.1@files.example.com',
  'files.example.com%40127.0.0.1',
];
const TRICKS = [
  'http:\\\\files.example.com\\',
  'http://files.example.com\\@127.0.0.1/',
  'http://127.0.0.1\\@files.example.com/',
  'http://files.example.com/\n',
  'http://files.exa\tmple.com/',
].concat(
  'http://files.example.com/\u0000',
  'http://files.example.com/\r\nHost: x',
  `http://files.example.com/${'a'.repeat(9_000)}`,
);
const PORTS = ['22', '25', '6379', '5432', '0', '65536', '-1', '80a'].map(
  (port) => `http://files.example.com:${port}/`,
);

describe('URLs that lead to internal addresses', () => {
  let canary: Canary;
  beforeAll(async () => {
    canary = await startCanary();
  });
  afterAll(() => canary.close());
  afterEach(() => expect(canary.hits).toBe(0));

  it.each(INTERNAL_HOSTS)('http://%s is refused without a look-up', async (host) => {
    const resolver = new FixedResolver(['127.0.0.1', '::1']);
    const http = testSafeHttp({ ports: [canary.port], resolver });
    expect((await failureOf(http.fetchText(`http://${host}:${canary.port}/`))).code).toBe('url_not_allowed');
    expect(resolver.asked).toEqual([]);
    expect(() => http.checkUrl(`http://${host}:${canary.port}/`)).toThrow(
      expect.objectContaining({ code: 'url_not_allowed' }),
    );
  });

  it.each([NOT_ABSOLUTE, NO_HOST, OTHER_SCHEMES, CREDENTIALS.map((host) => `http://${host}/`), TRICKS, PORTS].flat())(
    '%j is refused',
    async (url) => {
      const resolver = new FixedResolver(['127.0.0.1']);
      expect((await failureOf(testSafeHttp({ resolver }).fetchText(url))).code).toBe('url_not_allowed');
      expect(resolver.asked).toEqual([]);
    },
  );

  it.each([
    ['one private address', ['127.0.0.1']],
    ['a private one behind a public one', ['93.184.216.34', '127.0.0.1']],
    ['a private one before a public one', ['127.0.0.1', '93.184.216.34']],
    ['a private IPv6 beside a public IPv4', ['::1', '93.184.216.34']],
    ['mapped IPv4', ['::ffff:127.0.0.1']],
    ['cloud metadata', ['169.254.169.254']],
    ['nothing', []],
  ])('a name that leads to %s is refused, without saying where it led', async (_what, addresses) => {
    const resolver = new FixedResolver(addresses);
    const error = await failureOf(
      testSafeHttp({ ports: [canary.port], resolver }).fetchText(`http://files.example.com:${canary.port}/`),
    );
    const refusal = { code: error.code, detail: error.message, extra: error.options.extra };
    expect(refusal).toEqual({
      code: 'url_not_allowed',
      detail: 'files.example.com does not exist or does not lead to a public address.',
      extra: undefined,
    });
    expect(resolver.asked).toEqual(['files.example.com']);
  });

  it('checks the address of the socket again before it sends anything', async () => {
    let looks = 0;
    let received = '';
    const server = createServer((socket) => tolerant(socket).on('data', (data) => (received += String(data))));
    const port = await listenOn(server);
    const http = testSafeHttp({ ports: [port], isPublic: () => (looks += 1) === 1 });
    expect((await failureOf(http.fetchText(`http://files.example.com:${port}/`))).code).toBe('url_not_allowed');
    expect({ looks, received }).toEqual({ looks: 2, received: '' });
    server.close();
  });
});

describe('URLs that lead to public addresses', () => {
  const OUTSIDE = `
    http://example.com https://example.com/a?b#c http://example.com:8080/ https://example.com:8443/ https://example.com./
    http://93.184.216.34/ https://[2606:4700:4700::1111]/ https://bücher.example/ä http://1.1.1.1.example.com/`;

  it.each(OUTSIDE.trim().split(/\s+/))('%s is allowed', (url) =>
    expect(testSafeHttp().checkUrl(url).protocol).toMatch(/^https?:$/),
  );

  it('must be https on request', () => {
    expect(() => testSafeHttp().checkUrl('http://example.com/', { httpsOnly: true })).toThrow(
      expect.objectContaining({ code: 'url_not_allowed' }),
    );
    expect(testSafeHttp().checkUrl('https://example.com/', { httpsOnly: true }).hostname).toBe('example.com');
  });
});
