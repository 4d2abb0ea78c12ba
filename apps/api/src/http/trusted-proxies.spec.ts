import { CoreEnv, readEnv } from '@app/core';
import { Logger } from '@nestjs/common';
import { createServer } from './create-server';
import { HTTP_LIMITS } from './http-limits';

const PROXY = '127.0.0.1';
const from = (addresses: string): Record<string, string> => ({ 'x-forwarded-for': addresses });
const PRODUCTION = { ENVIRONMENT: 'production', BASE_URL: 'https://a.example', FRONTEND_URL: 'https://a.example' };

/** The warnings of a server to which a proxy sends one request with each of these headers. */
async function warningsAbout(env: NodeJS.ProcessEnv, ...headers: Record<string, string>[]): Promise<unknown[][]> {
  jest.spyOn(Logger.prototype, 'log').mockReturnValue();
  const warn = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
  const config = readEnv(CoreEnv, { DATABASE_URL: 'postgres://u@h/d', ...env });
  const server = createServer(config, { ...HTTP_LIMITS, maxConnectionsPerAddress: 256 });
  const url = await server.listen({ host: PROXY, port: 0 });
  for (const each of headers) await (await fetch(url, { headers: each })).text();
  await server.close();
  return warn.mock.calls;
}

describe('The warning about TRUST_PROXY', () => {
  it.each([
    ['a second proxy counts as the client', '1', '203.0.113.9, 10.9.9.9', '10.9.9.9'],
    ['no proxy is trusted', undefined, '203.0.113.9', PROXY],
    ['another proxy is trusted', '192.0.2.0/24', '203.0.113.9', PROXY],
  ])('appears once in production when %s', async (_, TRUST_PROXY, forwarded, ip) => {
    const warnings = await warningsAbout({ ...PRODUCTION, TRUST_PROXY }, from(forwarded), from(forwarded));
    expect(warnings).toEqual([[expect.stringContaining('TRUST_PROXY'), { ip }]]);
  });

  it.each([
    ['the client has a public address', '2', from('192.0.2.1, 8.8.8.8, 10.9.9.9')],
    ['the only client has a private one', '1', from('10.7.7.7')],
    ['nobody forwards the request', undefined, {}],
  ])('does not appear when %s', async (_, TRUST_PROXY, headers) => {
    expect(await warningsAbout({ ...PRODUCTION, TRUST_PROXY }, headers)).toEqual([]);
  });

  it('does not appear in development', async () => {
    expect(await warningsAbout({ ENVIRONMENT: 'development' }, from('203.0.113.9'))).toEqual([]);
  });
});
