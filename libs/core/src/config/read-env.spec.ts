import { CoreEnv } from '../core.config';
import { EnvBoolean, EnvInteger, EnvList, EnvString, EnvUrl } from './env-field';
import { ConfigurationError, readEnv } from './read-env';

class ExampleEnv {
  @EnvInteger({ min: 1, max: 10, aliases: ['SIZE'] }) EXAMPLE_SIZE = 3;
  @EnvBoolean() EXAMPLE_FLAG = false;
  @EnvList() EXAMPLE_LIST: string[] = [];
  @EnvUrl(['https'], { required: true }) EXAMPLE_URL: string;
  @EnvString({ required: 'production' }) EXAMPLE_SENDER = 'nobody';
  @EnvString({ secret: true, minLength: 8 }) EXAMPLE_SECRET?: string;
}

const faultsOf = (source: Record<string, string | undefined>) => {
  try {
    readEnv(ExampleEnv, source);
    return [];
  } catch (error) {
    return (error as ConfigurationError).faults;
  }
};

describe('readEnv', () => {
  it('converts values and keeps defaults, treating blank as unset', () => {
    const env = readEnv(ExampleEnv, {
      SIZE: '7',
      EXAMPLE_FLAG: 'Yes',
      EXAMPLE_LIST: ' a, ,b ',
      EXAMPLE_URL: 'https://x.test/',
      EXAMPLE_SECRET: ' ',
    });
    expect(env).toMatchObject({
      EXAMPLE_SIZE: 7,
      EXAMPLE_FLAG: true,
      EXAMPLE_LIST: ['a', 'b'],
      EXAMPLE_URL: 'https://x.test',
    });
    expect(env.EXAMPLE_SECRET).toBeUndefined();
  });

  it('reads the string false as false', () => {
    expect(readEnv(ExampleEnv, { EXAMPLE_FLAG: 'false', EXAMPLE_URL: 'https://x.test' }).EXAMPLE_FLAG).toBe(false);
  });

  it('reports all faults together, by the name that was used', () => {
    const faults = faultsOf({ SIZE: '11', EXAMPLE_FLAG: 'maybe', EXAMPLE_URL: 'ftp://x' });
    expect(faults).toEqual([
      expect.stringMatching(/^SIZE .*from 1 to 10 .*"11"/),
      expect.stringMatching(/^EXAMPLE_FLAG/),
      expect.stringMatching(/^EXAMPLE_URL .*https:\/\//),
    ]);
  });

  it('reports missing variables together with invalid ones', () => {
    expect(faultsOf({ SIZE: '11' })).toEqual([expect.stringMatching(/^SIZE /), 'EXAMPLE_URL is required']);
    expect(faultsOf({ EXAMPLE_URL: 'ftp://x' })).toHaveLength(1);
  });

  it.each([{ ENVIRONMENT: 'production' }, { NODE_ENV: 'Production' }])('requires more with %j', (production) => {
    expect(faultsOf({ EXAMPLE_URL: 'https://x.test', ...production })).toEqual([
      'EXAMPLE_SENDER is required in production',
    ]);
    expect(faultsOf({ EXAMPLE_URL: 'https://x.test', EXAMPLE_SENDER: 'me', ...production })).toEqual([]);
  });

  it('names a missing required variable', () => {
    expect(faultsOf({})).toEqual(['EXAMPLE_URL is required']);
  });

  it('never repeats a secret', () => {
    expect(faultsOf({ EXAMPLE_URL: 'https://x.test', EXAMPLE_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it.each([
    ['WARNING', 'warn'],
    ['critical', 'fatal'],
    ['Info', 'info'],
  ])('reads the log level %s as %s', (given, level) => {
    expect(readEnv(CoreEnv, { DATABASE_URL: 'postgres://localhost/x', LOG_LEVEL: given }).LOG_LEVEL).toBe(level);
  });
});

describe('TRUST_PROXY', () => {
  const read = (TRUST_PROXY: string) => readEnv(CoreEnv, { DATABASE_URL: 'postgres://u@h/d', TRUST_PROXY }).TRUST_PROXY;

  it.each(['1', '10.0.0.1', '10.0.0.0/8, 192.0.2.7', '::1', 'fd00::/8,::ffff:10.0.0.1'])('may be %s', (proxies) => {
    expect(read(proxies)).toBe(proxies);
  });

  it.each([
    'dead',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '10.0.0.0/',
    '10.0.0',
    'fd00::/129',
    '10.0.0.1,',
    '1.5',
    '10.0.0.1 ::1',
  ])('%s stops the start with the name of the variable', (proxies) => {
    expect(() => read(proxies)).toThrow(/^The configuration has a fault:\n {2}- TRUST_PROXY must be /);
  });
});
