import type { AddressInfo } from 'node:net';
import { type PlatformEmulator, startPlatformEmulator } from '../../../../test/support/emulators/platform-emulator';
import { waitUntil } from '../../../../test/support/harness/wait-until';
import { createEmulators } from '../create-emulators';
import { HostListeners } from '../host-listeners';
import { tiktok } from '../tiktok/tiktok';
import { FaultRules } from './fault-rules';
import { Ids } from './ids';

describe('fault rules', () => {
  const drop = { type: 'drop_after_effect' } as const;
  const taken = (rule: object, calls: number) => {
    const rules = new FaultRules();
    rules.set([{ op: 'a.put', action: drop, ...rule }]);
    return Array.from(
      { length: calls },
      () => rules.take('a.put', 'me', { isFinal: true, offset: 5 }, new Ids('x')) !== undefined,
    );
  };

  it.each([
    ['once by default', {}, [true, false, false]],
    ['from the nth matching request on', { nth: 2, times: 2 }, [false, true, true]],
    ['always', { times: -1 }, [true, true, true]],
    ['for the beginning of a name', { op: 'a.*' }, [true, false, false]],
    ['for another operation only', { op: 'b.put' }, [false, false, false]],
    ['for another account only', { account: 'you' }, [false, false, false]],
    ['for what a request is', { when: { isFinal: true, offsetGte: 5 } }, [true, false, false]],
    ['for what a request is not', { when: { isFinal: false } }, [false, false, false]],
    ['beyond an offset', { when: { offsetGte: 6 } }, [false, false, false]],
    ['never', { probability: 0 }, [false, false, false]],
  ])('apply %s', (_name, rule, expected) => {
    expect(taken(rule, 3)).toEqual(expected);
  });
});

describe('faults of a platform', () => {
  let emulator: PlatformEmulator;
  beforeEach(async () => (emulator = await startPlatformEmulator(tiktok())));
  afterEach(() => emulator.close());

  const info = (signal?: AbortSignal) => fetch(`${emulator.hosts.open}/v2/user/info/?fields=open_id`, { signal });
  const plan = (action: object) => emulator.faults({ op: 'tt.user', action });

  it('answer without an effect', async () => {
    await plan({ type: 'http', status: 503, headers: { 'retry-after': '7' }, json: { busy: true } });
    const busy = await info();
    expect([busy.status, busy.headers.get('retry-after'), await busy.json()]).toEqual([503, '7', { busy: true }]);
    await plan({ type: 'named', name: 'tt.rate' });
    expect((await info()).status).toBe(429);
    await plan({ type: 'html_502' });
    const gateway = await info();
    expect([gateway.status, await gateway.text()]).toEqual([502, expect.stringContaining('<h1>')]);
    await plan({ type: 'empty_200' });
    const empty = await info();
    expect([empty.status, await empty.text()]).toEqual([200, '']);
    expect((await info()).status).toBe(401);
  });

  it('damage the answer', async () => {
    await plan({ type: 'truncate_json' });
    await expect(info().then((answer) => answer.text())).rejects.toThrow('terminated');
    await plan({ type: 'wrong_content_type' });
    const html = await info();
    expect([html.headers.get('content-type'), await html.json()]).toEqual(['text/html', expect.any(Object)]);
    await plan({ type: 'slow_write', bytesPerSec: 10_000 });
    expect(await (await info()).json()).toMatchObject({ error: { code: 'access_token_invalid' } });
  });

  it('are forgotten by a reset, with everything that was recorded; a seed repeats all tokens', async () => {
    await plan({ type: 'html_502' });
    await fetch(`${emulator.hosts.open}/nowhere`);
    const codeAfterReset = async () => {
      await emulator.control('POST', '/reset', { seed: 'one' });
      await emulator.control('POST', '/consents', { decision: 'approve' });
      const query = 'client_key=emulator-tiktok-key&response_type=code&redirect_uri=https%3A%2F%2Fa.example%2F';
      const answer = await fetch(`${emulator.hosts.www}/v2/auth/authorize/?${query}`, { redirect: 'manual' });
      return new URL(answer.headers.get('location') ?? '').searchParams.get('code');
    };
    const code = await codeAfterReset();
    expect(await emulator.violations()).toEqual(['missing_state']);
    expect(await codeAfterReset()).toBe(code);
    expect((await info()).status).toBe(401);
  });

  it('break the connection, or leave the client without an answer', async () => {
    for (const type of ['reset_before_effect', 'drop_after_effect']) {
      await plan({ type });
      await expect(info()).rejects.toThrow('fetch failed');
    }
    await plan({ type: 'timeout_after_effect' });
    const given = new AbortController();
    const silent = info(given.signal).catch((error: Error) => error.name);
    const seen = async () => (await emulator.control<{ requests: unknown[] }>('GET', '/requests?op=tt.user')).requests;
    await waitUntil(async () => (await seen()).length === 3);
    given.abort();
    expect(await silent).toBe('AbortError');
    expect(await seen()).toEqual([
      expect.objectContaining({ fault: 'f1', status: null }),
      expect.objectContaining({ fault: 'f1', status: null }),
      expect.objectContaining({ fault: 'f1', status: null, path: '/v2/user/info/?fields=open_id' }),
    ]);
  });
});

describe('the listeners of hosts', () => {
  it('are listed, and end with the server', async () => {
    const listeners = new HostListeners();
    const app = createEmulators([tiktok()], listeners);
    await app.listen({ host: '127.0.0.1', port: 0 });
    const list = await fetch(`http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`);
    const { www, open, upload } = listeners.addressesOf('tiktok');
    expect(await list.json()).toMatchObject({ emulators: { tiktok: { hosts: { www, open, upload } } } });
    await app.close();
    await expect(fetch(`${open}/`)).rejects.toThrow('fetch failed');
  });
});
