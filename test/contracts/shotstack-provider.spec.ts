import { metricsRegistry, readEnv } from '@app/core';
import { RenderProxyEnv, type RenderOrder, ShotstackClient, ShotstackEnv, ShotstackHealth, ShotstackProvider, ShotstackTimeouts } from '@app/render-proxy';
import { Logger } from '@nestjs/common';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { listenOn } from '../support/safe-http';
import { type ShotstackEmulator, startShotstackEmulator } from '../support/shotstack-emulator';

const KEY = 'canary-key-0123456789';
const still = { asset: { type: 'image', src: 'https://example.com/a.jpg' }, start: 0, length: 2 };
const editOf = (output: object = {}, more: object = {}) => ({
  timeline: { tracks: [{ clips: [still] }] },
  output: { format: 'mp4', resolution: 'sd', ...output },
  ...more,
});

function providerAt(url: string, { key = KEY, totalMs = 5_000 }: { key?: string; totalMs?: number } = {}) {
  const config = Object.assign(new ShotstackEnv(), { SHOTSTACK_API_KEY: key, SHOTSTACK_API_URL: url });
  const client = new ShotstackClient(config, Object.assign(new ShotstackTimeouts(), { totalMs }));
  return { client, provider: new ShotstackProvider(client, new RenderProxyEnv()), health: new ShotstackHealth(client) };
}

const signal = new AbortController().signal;
const run = { signal, onProgress: () => undefined };

describe('the provider shotstack', () => {
  let emulator: ShotstackEmulator;
  let provider: ShotstackProvider;
  let clients: ShotstackClient[];

  const made = (url = `${emulator.url}/edit/v1`, options: Parameters<typeof providerAt>[1] = {}) => {
    const all = providerAt(url, options);
    clients.push(all.client);
    return all;
  };
  const order = (edit: unknown = editOf(), more: Partial<RenderOrder> = {}): RenderOrder => ({
    renderId: 'r-1',
    edit: provider.validate(edit),
    maxSeconds: 60,
    callbackUrl: 'https://api.example.com/api/v1/webhook/token-1',
    ...more,
  });
  const faults = (...rules: object[]) => emulator.control('PUT', '/faults', rules);
  const submitFault = (rule: object) => faults({ on: 'submit', ...rule });

  beforeEach(async () => {
    emulator = await startShotstackEmulator();
    clients = [];
    provider = made().provider;
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
    jest.spyOn(Logger.prototype, 'warn').mockImplementation();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await Promise.all(clients.map((client) => client.onApplicationShutdown()));
    await emulator.close();
  });

  describe('what it sends', () => {
    const bucket = { provider: 'google-cloud-storage' as const, bucket: 'ours', prefix: 'videos/2026/11/user_1', filename: 'video_1' };
    const ours = { provider: 'google-cloud-storage', options: { bucket: 'ours', prefix: 'videos/2026/11/user_1', filename: 'video_1' } };
    const theirs = { provider: 'google-cloud-storage', options: { bucket: 'theirs' } };
    const s3 = { provider: 's3', options: { region: 'eu-west-1', bucket: 'b' } };
    const excluded = { provider: 'shotstack', exclude: true };
    const sent = async (edit: object, more: Partial<RenderOrder> = {}) => {
      await provider.start(order(edit, more), run);
      const { submissions } = await emulator.score();
      return submissions.at(-1);
    };

    it.each([
      ['none', undefined, [ours]],
      ['another store', [s3], [s3, ours]],
      ['a Google bucket of its own', [theirs], [ours]],
      ['several', [theirs, excluded, s3, theirs], [excluded, s3, ours]],
    ])('is exactly one Google bucket, ours, when the edit names %s', async (_, destinations, expected) => {
      expect(await sent(editOf({ ...(destinations && { destinations }) }), { bucket })).toMatchObject({ destinations: expected });
    });

    it('is no Google bucket at all when our store is none: it would be written to with our credentials', async () => {
      expect((await sent(editOf({ destinations: [theirs] })))?.edit).toEqual({ ...editOf(), callback: 'https://api.example.com/api/v1/webhook/token-1' });
    });

    it("is our callback or none, never the user's, and no null", async () => {
      const edit = editOf({ fps: null, poster: { capture: 1 } }, { webhook: 'https://user.example.com/hook', merge: [{ find: 'X', replace: 'y' }] });
      const { edit: first } = (await sent(edit)) ?? {};
      expect(first).toEqual({ ...editOf({ poster: { capture: 1 } }), callback: 'https://api.example.com/api/v1/webhook/token-1' });
      const { edit: second } = (await sent({ ...edit, callback: 'https://user.example.com/hook' }, { callbackUrl: undefined })) ?? {};
      expect(second).not.toHaveProperty('callback');
      expect(JSON.stringify([first, second])).not.toMatch(/null|user\.example/);
    });
  });

  describe('what came of a submission', () => {
    const score = () => metricsRegistry.getSingleMetricAsString('render_submit_total');
    const outcome = async (started = provider.start(order(), run)) => {
      const state = await started.then(
        ({ providerRenderId, state: { status } }) => ({ providerRenderId, status }),
        (error: { code: string; message: string; options: object }) => ({ code: error.code, message: error.message, ...error.options }),
      );
      return { ...state, accepted: (await emulator.score()).accepted };
    };

    it('is accepted with an id', async () => {
      expect(await outcome()).toEqual({ providerRenderId: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'queued', accepted: 1 });
      expect(await score()).toContain('render_submit_total{provider="shotstack",result="accepted"}');
    });

    it.each([400, 409, 413, 415, 422])('is rejected with the words of Shotstack: %d', async (status) => {
      await submitFault({ status, body: { success: false, message: 'Bad Request', response: 'The font is not known.' } });
      expect(await outcome()).toMatchObject({ code: 'render_rejected', message: 'Shotstack: The font is not known.', accepted: 0 });
    });

    it('is rejected with the places that Shotstack names', async () => {
      const details = [
        { message: '"length" is required', path: ['timeline', 'tracks', 0, 'clips', 0, 'length'] },
        { title: 'x', path: 'output' },
        7,
        { path: 'y' },
      ];
      const errors = [
        { path: 'timeline.tracks[0].clips[0].length', code: 'refused_by_provider', message: '"length" is required' },
        { path: 'output', code: 'refused_by_provider', message: 'x' },
      ];
      for (const response of [{ details }, { error: { details } }]) {
        await submitFault({ status: 400, body: { success: false, message: 'Bad Request', response } });
        expect(await outcome()).toMatchObject({ code: 'render_rejected', message: 'Shotstack: "length" is required', errors });
      }
      await submitFault({ status: 400, body: '<html>' });
      expect(await outcome()).toMatchObject({ code: 'render_rejected', message: 'Shotstack refuses the edit (400).', accepted: 0 });
    });

    it.each([301, 401, 402, 403, 404])("is the operator's business, and said loudly, when Shotstack answers %d", async (status) => {
      await submitFault({ status });
      expect(await outcome()).toMatchObject({ code: 'render_provider_unavailable', accepted: 0 });
      expect(Logger.prototype.error).toHaveBeenCalledWith(expect.stringMatching(`${status}.*SHOTSTACK_API_KEY`));
      expect(await metricsRegistry.getSingleMetricAsString('render_provider_refusals_total')).toContain('provider="shotstack"');
    });

    it.each([
      [{ status: 429, headers: { 'retry-after': '7' } }, 7],
      [{ status: 429, headers: { 'retry-after': '999999' } }, 3_600],
      [{ status: 429, headers: { 'retry-after': 'soon' } }, undefined],
      [{ status: 503 }, undefined],
      [{ status: 503, body: '<html>', headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }, 1],
    ])('is for later: %j', async (rule, retryAfterSeconds) => {
      await submitFault(rule);
      expect(await outcome()).toMatchObject({ code: 'render_provider_unavailable', retryAfterSeconds, accepted: 0 });
    });

    it('is for later when nothing was sent', async () => {
      // A port that was just free, a name that does not exist, and a server that speaks no TLS.
      const plain = createServer((socket) => socket.destroy());
      const port = await listenOn(plain);
      for (const url of ['http://127.0.0.1:1/edit/v1', 'http://does-not-exist.invalid/edit/v1', `https://127.0.0.1:${port}/edit/v1`])
        expect(await outcome(made(url).provider.start(order(), run))).toMatchObject({ code: 'render_provider_unavailable', accepted: 0 });
      plain.close();
    });

    it.each([
      ['the connection is lost before the work', { end: 'drop' }, 0],
      ['the connection is lost after the work', { accept: true, end: 'drop' }, 1],
      ['no answer comes', { accept: true, end: 'hang' }, 1],
      ['the answer is cut off', { accept: true, end: 'truncate' }, 1],
      ['the answer is no JSON', { accept: true, body: 'Created' }, 1],
      ['the answer has no id', { accept: true, body: { success: true } }, 1],
      ['the answer is endless', { accept: true, body: JSON.stringify({ response: { id: 'x', more: 'x'.repeat(1_100_000) } }) }, 1],
      ['500 after the work', { accept: true, status: 500 }, 1],
      ['502', { status: 502 }, 0],
      ['503 with a page', { accept: true, status: 503, body: '<html>' }, 1],
      ['504', { accept: true, status: 504 }, 1],
    ])('is unknown when %s', async (_, rule, accepted) => {
      await submitFault({ ...rule, times: 1 });
      const quick = made(undefined, { totalMs: 'end' in rule && rule.end === 'hang' ? 700 : 5_000 }).provider;
      expect(await outcome(quick.start(order(), run))).toMatchObject({ code: 'render_submission_unknown', accepted });
      expect(await score()).toContain('result="unknown"');
    });

    it('is not put at risk by a connection that the other side is just closing', async () => {
      const used = new WeakSet<object>();
      const closing = createHttpServer((request, response) => {
        if (used.has(request.socket)) return request.socket.destroy();
        used.add(request.socket);
        return response.writeHead(201, { 'content-type': 'application/json' }).end('{"response":{"id":"render-1"}}');
      });
      const { provider: careful } = made(`http://127.0.0.1:${await listenOn(closing)}/edit/v1`);
      for (let i = 0; i < 3; i++) expect(await careful.start(order(), run)).toMatchObject({ providerRenderId: 'render-1' });
      closing.close();
    });

    it('is sent once, whatever comes of it', async () => {
      await submitFault({ accept: true, end: 'drop', times: 1 });
      expect(await outcome()).toMatchObject({ code: 'render_submission_unknown', accepted: 1 });
      expect((await emulator.score()).by_callback).toEqual({ 'https://api.example.com/api/v1/webhook/token-1': 1 });
    });

    it("ends with the signal's reason before anything was sent, and unknown after that", async () => {
      const reason = new Error('stop');
      await expect(provider.start(order(), { ...run, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect((await emulator.score()).accepted).toBe(0);
      await submitFault({ accept: true, end: 'hang' });
      expect(await outcome(provider.start(order(), { ...run, signal: AbortSignal.timeout(300) }))).toMatchObject({
        code: 'render_submission_unknown',
        accepted: 1,
      });
    });

    it('tells the key to nobody', async () => {
      const told: unknown[] = [];
      for (const rule of [{ status: 403 }, { status: 400 }, { status: 500 }, { end: 'drop' }]) {
        await submitFault(rule);
        const error = await provider.start(order(), run).catch((failure: Error) => failure);
        told.push((error as Error).message, (error as Error).stack, JSON.stringify(error), String((error as Error).cause));
      }
      told.push(jest.mocked(Logger.prototype.error).mock.calls, await metricsRegistry.metrics());
      expect(JSON.stringify(told)).not.toContain(KEY);
    });
  });

  describe('how a render does', () => {
    const begin = async (edit: object = editOf(), outcomes: object[] = []) => {
      await emulator.control('PUT', '/outcomes', outcomes);
      return (await provider.start(order(edit), run)).providerRenderId ?? '';
    };

    it('goes forward only, and ends with the real length and the addresses', async () => {
      const clip = { asset: { type: 'video', src: 'https://example.com/a.mp4', transcode: true }, start: 0, length: 6 };
      const id = await begin({ ...editOf({ poster: { capture: 1 }, thumbnail: { capture: 1, scale: 0.5 } }), timeline: { tracks: [{ clips: [clip] }] } }, [
        { seconds: 6.52 },
      ]);
      const seen: { status: string; progress?: number }[] = [];
      for (let second = 0; second < 6; second++, await emulator.advance(1)) seen.push(await provider.observe(id, signal));
      expect(seen.map(({ status }) => status)).toEqual(['queued', 'fetching', 'fetching', 'rendering', 'rendering', 'saving']);
      expect(seen.map(({ progress }) => progress)).toEqual([0.02, 0.1, 0.15, 0.3, 0.3, 0.9]);
      expect(await provider.observe(id, signal)).toEqual({
        status: 'done',
        seconds: 6.52,
        output: {
          kind: 'urls',
          video: expect.stringMatching(/\.mp4$/),
          poster: expect.stringMatching(/-poster\.jpg$/),
          thumbnail: expect.stringMatching(/-thumb\.jpg$/),
        },
      });
    });

    it('failed with the reason', async () => {
      const id = await begin(editOf(), [{ fail_at: 'rendering', error: 'Download failed: https://example.com/a.jpg' }]);
      await emulator.advance(60);
      expect(await provider.observe(id, signal)).toEqual({ status: 'failed', reason: 'Download failed: https://example.com/a.jpg' });
    });

    it('counts as running in a stage that is new to us, said once', async () => {
      const id = await begin(editOf(), [{ stages: ['dreaming'] }]);
      for (let i = 0; i < 3; i++) expect(await provider.observe(id, signal)).toMatchObject({ status: 'rendering' });
      expect(Logger.prototype.warn).toHaveBeenCalledTimes(1);
    });

    it('is not done without a usable address', async () => {
      const id = await begin();
      for (const url of [undefined, null, '', 'file:///etc/passwd', 'javascript:alert(1)', 7]) {
        await faults({ on: 'status', status: 200, body: { success: true, response: { id, status: 'done', url, duration: -1 } } });
        expect(await provider.observe(id, signal)).toMatchObject({ status: 'saving' });
      }
      await faults({
        on: 'status',
        status: 200,
        body: { response: { id, status: 'done', url: 'https://x.example/a.mp4', duration: 'long', poster: 'data:,' } },
      });
      expect(await provider.observe(id, signal)).toEqual({ status: 'done', output: { kind: 'urls', video: 'https://x.example/a.mp4' } });
    });

    it('is unknown for ids that Shotstack has not, or has in another environment', async () => {
      const id = await begin();
      expect(await provider.observe('00000000-0000-4000-8000-000000000000', signal)).toEqual({ status: 'unknown' });
      expect(await provider.observe('../templates', signal)).toEqual({ status: 'unknown' });
      expect(await made(`${emulator.url}/edit/stage`).provider.observe(id, signal)).toEqual({ status: 'unknown' });
      expect(await made(`${emulator.url}/v1`).provider.observe(id, signal)).toMatchObject({ status: 'queued' });
    });

    it.each([
      [{ status: 503 }],
      [{ status: 403 }],
      [{ status: 500 }],
      [{ end: 'drop' }],
      [{ end: 'truncate', status: 200 }],
      [{ status: 200, body: 'OK' }],
      [{ status: 200, body: { response: { id: 'another', status: 'done' } } }],
    ])('cannot be told now: %j', async (rule) => {
      const id = await begin();
      await faults({ on: 'status', ...rule, times: 1 });
      await expect(provider.observe(id, signal)).rejects.toMatchObject({ code: 'render_provider_unavailable' });
      expect(await provider.observe(id, signal)).toMatchObject({ status: 'queued' });
    });

    it('is not asked for faster than Shotstack wants, nor after an abort', async () => {
      const id = await begin();
      await faults({ on: 'status', status: 429, headers: { 'retry-after': '11' } });
      await expect(provider.observe(id, signal)).rejects.toMatchObject({ options: { retryAfterSeconds: 11 } });
      const reason = new Error('stop');
      await expect(provider.observe(id, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });

  it('reads both kinds of callbacks and nothing else', () => {
    const id = '2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7';
    const edit = { type: 'edit', action: 'render', id, owner: 'o', status: 'done', url: 'https://x.example/a.mp4', error: null, completed: '2026-01-01' };
    expect(provider.readCallback(edit)).toEqual({ providerRenderId: id });
    expect(provider.readCallback({ ...edit, type: 'serve', action: 'copy', id: 'asset-1', render: id })).toEqual({ providerRenderId: id });
    const hostile: unknown[] = [null, undefined, 1, 'x', [], [edit], {}, { ...edit, id: { toString: () => id } }, { ...edit, id: `${id}/../..` }];
    hostile.push(
      { ...edit, id: 'a'.repeat(65) },
      { ...edit, id: '' },
      { ...edit, action: 'copy' },
      { ...edit, type: 'serve' },
      { ...edit, type: 'render', render: id },
    );
    hostile.push(JSON.parse(`{"__proto__":${JSON.stringify(edit)}}`), { type: 'serve', action: 'copy', id }, { ...edit, id: [id] });
    for (const body of hostile) expect(provider.readCallback(body)).toBeUndefined();
  });

  it('refuses what only our own engine makes', () => {
    for (const format of ['webm', 'wav'])
      expect(() => provider.validate(editOf({ format }))).toThrow(
        expect.objectContaining({ code: 'invalid_edit', options: { errors: [expect.objectContaining({ path: 'output.format', code: 'not_supported' })] } }),
      );
    // And takes what only Shotstack makes.
    const generated = { asset: { type: 'image', prompt: 'a cat' }, start: 0, length: 2 };
    expect(provider.validate({ ...editOf(), timeline: { tracks: [{ clips: [generated] }] } })).toMatchObject({ output: { format: 'mp4' } });
  });

  describe('its health', () => {
    it('is asked at most once in a while', async () => {
      const { health } = made();
      expect(await health.check()).toEqual({ status: 'ok', detail: 'shotstack' });
      await emulator.control('PUT', '/keys', { keys: [] });
      expect(await health.check()).toEqual({ status: 'ok', detail: 'shotstack' });
    });

    it('tells of a refused key, an address that does not answer, and a missing key', async () => {
      await emulator.control('PUT', '/keys', { keys: [] });
      expect(await made().health.check()).toEqual({ status: 'degraded', detail: expect.stringContaining('refused (403)') });
      expect(await made('http://127.0.0.1:1').health.check()).toEqual({ status: 'degraded', detail: expect.stringContaining('cannot be reached') });
      await faults({ on: 'status', end: 'hang' });
      await emulator.control('PUT', '/keys', { keys: null });
      expect(await made().health.check()).toEqual({ status: 'degraded', detail: expect.stringContaining('still being asked') });
      const missing = new ShotstackClient(new ShotstackEnv());
      expect(await new ShotstackHealth(missing).check()).toEqual({ status: 'degraded', detail: 'SHOTSTACK_API_KEY is not set' });
      await expect(new ShotstackProvider(missing, new RenderProxyEnv()).observe('x', signal)).rejects.toMatchObject({ code: 'render_provider_unavailable' });
      await missing.onApplicationShutdown();
    });
  });

  it('takes the older addresses, and no key that is no header', () => {
    const address = (url: string) => Object.assign(new ShotstackEnv(), { SHOTSTACK_API_URL: url }).editUrl;
    expect(new ShotstackEnv().editUrl).toBe('https://api.shotstack.io/edit/v1');
    expect(address('https://api.shotstack.io/v1')).toBe('https://api.shotstack.io/edit/v1');
    expect(address('https://api.shotstack.io/stage')).toBe('https://api.shotstack.io/edit/stage');
    expect(address('https://proxy.example.com/v1')).toBe('https://proxy.example.com/v1');
    expect(readEnv(ShotstackEnv, { SHOTSTACK_API_URL: 'https://api.shotstack.io/v1/' }).editUrl).toBe('https://api.shotstack.io/edit/v1');
    const secret = 'half a\nkey';
    expect(() => readEnv(ShotstackEnv, { SHOTSTACK_API_KEY: secret })).toThrow(/^(?!.*half)[\s\S]*SHOTSTACK_API_KEY must be one word/);
  });
});
