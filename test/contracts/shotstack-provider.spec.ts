import { readEnv } from '@app/core';
import { RenderProviders, ShotstackAdapter, ShotstackClient, ShotstackEnv, ShotstackHealth } from '@app/render-proxy';
import { Logger } from '@nestjs/common';
import type { ShotstackEmulator } from '../support/emulators/shotstack-emulator';
import { ShotstackHarness, shotstackEdit } from '../support/harness/shotstack-harness';
import { waitUntil } from '../support/harness/wait-until';

const { signal } = new AbortController();
const run = { signal, onProgress: () => undefined };
/** An edit of this asset for two seconds. */
const clipped = (asset: object) =>
  Object.assign(shotstackEdit(), { timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2 }] }] } });

describe('the provider shotstack', () => {
  let harness: ShotstackHarness;
  let emulator: ShotstackEmulator;
  let provider: ShotstackAdapter;
  let warned: jest.SpyInstance;

  beforeEach(async () => {
    harness = await ShotstackHarness.start();
    ({ emulator, provider } = harness);
    warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation();
    jest.spyOn(Logger.prototype, 'error').mockImplementation();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await harness.close();
  });

  describe('the state of a render', () => {
    const begin = async (edit: object = shotstackEdit(), outcomes: object[] = []) => {
      await emulator.control('PUT', '/outcomes', outcomes);
      return (await provider.start(harness.order(edit), run)).providerRenderId ?? '';
    };

    it('only advances, and ends with the real length and the addresses', async () => {
      const clip = { asset: { type: 'video', src: 'https://example.com/a.mp4', transcode: true }, start: 0, length: 6 };
      const id = await begin(
        {
          ...shotstackEdit({ poster: { capture: 1 }, thumbnail: { capture: 1, scale: 0.5 } }),
          timeline: { tracks: [{ clips: [clip] }] },
        },
        [{ seconds: 6.52 }],
      );
      const seen: { status: string; progress?: number }[] = [];
      for (let second = 0; second < 6; second++, await emulator.advance(1))
        seen.push(await provider.observe(id, signal));
      expect(seen.map(({ status }) => status)).toEqual([
        'queued',
        'fetching',
        'fetching',
        'rendering',
        'rendering',
        'saving',
      ]);
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
      const id = await begin(shotstackEdit(), [
        { fail_at: 'rendering', error: 'Download failed: https://example.com/a.jpg' },
      ]);
      await emulator.advance(60);
      expect(await provider.observe(id, signal)).toEqual({
        status: 'failed',
        reason: 'Download failed: https://example.com/a.jpg',
      });
    });

    it('counts as running in a stage that is new to us, which is logged once', async () => {
      const id = await begin(shotstackEdit(), [{ stages: ['dreaming'] }]);
      for (let i = 0; i < 3; i++) expect(await provider.observe(id, signal)).toMatchObject({ status: 'rendering' });
      expect(warned).toHaveBeenCalledTimes(1);
    });

    it('is not done without a usable address', async () => {
      const id = await begin();
      for (const url of [undefined, null, '', 'file:///etc/passwd', 'javascript:alert(1)', 7]) {
        await harness.faults({
          on: 'status',
          status: 200,
          body: { success: true, response: { id, status: 'done', url, duration: -1 } },
        });
        expect(await provider.observe(id, signal)).toMatchObject({ status: 'saving' });
      }
      await harness.faults({
        on: 'status',
        status: 200,
        body: { response: { id, status: 'done', url: 'https://x.example/a.mp4', duration: 'long', poster: 'data:,' } },
      });
      expect(await provider.observe(id, signal)).toEqual({
        status: 'done',
        output: { kind: 'urls', video: 'https://x.example/a.mp4' },
      });
    });

    it('is unknown for ids that Shotstack does not have, or has in another environment', async () => {
      const id = await begin();
      expect(await provider.observe('00000000-0000-4000-8000-000000000000', signal)).toEqual({ status: 'unknown' });
      expect(await provider.observe('../templates', signal)).toEqual({ status: 'unknown' });
      expect(await harness.made(`${emulator.url}/edit/stage`).provider.observe(id, signal)).toEqual({
        status: 'unknown',
      });
      expect(await harness.made(`${emulator.url}/v1`).provider.observe(id, signal)).toMatchObject({ status: 'queued' });
    });

    it.each([
      [{ status: 503 }],
      [{ status: 403 }],
      [{ status: 500 }],
      [{ end: 'drop' }],
      [{ end: 'truncate', status: 200 }],
      [{ status: 200, body: 'OK' }],
      [{ status: 200, body: { response: { id: 'another', status: 'done' } } }],
    ])('cannot be determined now: %j', async (rule) => {
      const id = await begin();
      await harness.faults({ on: 'status', ...rule, times: 1 });
      await expect(provider.observe(id, signal)).rejects.toMatchObject({ code: 'render_provider_unavailable' });
      expect(await provider.observe(id, signal)).toMatchObject({ status: 'queued' });
    });

    it('is not polled faster than Shotstack allows, nor after an abort', async () => {
      const id = await begin();
      await harness.faults({ on: 'status', status: 429, headers: { 'retry-after': '11' } });
      await expect(provider.observe(id, signal)).rejects.toMatchObject({ options: { retryAfterSeconds: 11 } });
      const reason = new Error('stop');
      await expect(provider.observe(id, AbortSignal.abort(reason))).rejects.toBe(reason);
    });
  });

  it('reads both kinds of callbacks and nothing else', () => {
    const id = '2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7';
    const edit = {
      type: 'edit',
      action: 'render',
      id,
      owner: 'o',
      status: 'done',
      url: 'https://x.example/a.mp4',
      error: null,
      completed: '2026-01-01',
    };
    expect(provider.readCallback(edit)).toEqual({ providerRenderId: id });
    expect(provider.readCallback({ ...edit, type: 'serve', action: 'copy', id: 'asset-1', render: id })).toEqual({
      providerRenderId: id,
    });
    const hostile: unknown[] = [
      null,
      undefined,
      1,
      'x',
      [],
      [edit],
      {},
      { ...edit, id: { toString: () => id } },
      { ...edit, id: `${id}/../..` },
    ];
    hostile.push(
      { ...edit, id: 'a'.repeat(65) },
      { ...edit, id: '' },
      { ...edit, action: 'copy' },
      { ...edit, type: 'serve' },
      { ...edit, type: 'render', render: id },
    );
    hostile.push(
      JSON.parse(`{"__proto__":${JSON.stringify(edit)}}`),
      { type: 'serve', action: 'copy', id },
      { ...edit, id: [id] },
    );
    for (const body of hostile) expect(provider.readCallback(body)).toBeUndefined();
  });

  it('refuses destinations that would be written with our credentials', () => {
    const destinations = [{ provider: 'shotstack' }, { provider: 's3', options: { region: 'eu-west-1', bucket: 'b' } }];
    expect(() => harness.read(shotstackEdit({ destinations }))).toThrow(
      expect.objectContaining({
        options: {
          errors: [expect.objectContaining({ path: 'output.destinations[1].provider', code: 'not_supported' })],
        },
      }),
    );
  });

  it('refuses what only our own engine makes', () => {
    for (const format of ['webm', 'wav'])
      expect(() => harness.read(shotstackEdit({ format }))).toThrow(
        expect.objectContaining({
          code: 'invalid_edit',
          options: { errors: [expect.objectContaining({ path: 'output.format', code: 'not_supported' })] },
        }),
      );
    // It accepts what only Shotstack makes.
    expect(harness.read(clipped({ type: 'html5', html: '<p>A</p>' }))).toMatchObject({ output: { format: 'mp4' } });
  });

  it.each([
    ['prompt', { type: 'image', prompt: 'a cat' }],
    ['prompt', { type: 'video', src: 'https://example.com/a.mp4', prompt: 'a cat' }],
    ['prompt', { type: 'audio', prompt: 'a purr' }],
    ['type', { type: 'text-to-image', prompt: 'a cat' }],
    ['type', { type: 'image-to-video', src: 'https://example.com/a.jpg' }],
    ['type', { type: 'text-to-speech', text: 'Purr', voice: 'Amy' }],
  ])('refuses by its %s what Shotstack would generate at the expense of its operator: %j', (member, asset) => {
    expect(() => harness.read(clipped(asset))).toThrow(
      expect.objectContaining({
        code: 'invalid_edit',
        options: {
          errors: [
            {
              path: `timeline.tracks[0].clips[0].asset.${member}`,
              code: 'not_supported',
              message: expect.stringMatching(/not generated on this installation; .* src/),
            },
          ],
        },
      }),
    );
    expect(harness.read(clipped(asset), { generatedMedia: true })).toMatchObject({
      timeline: { tracks: [{ clips: [{ asset }] }] },
    });
  });

  it('refuses a range of no length, which Shotstack may understand as the whole timeline', () => {
    const errors = [expect.objectContaining({ path: 'output.range.length', code: 'too_small' })];
    expect(() => harness.read(shotstackEdit({ range: { start: 0, length: 0 } }))).toThrow(
      expect.objectContaining({ options: { errors } }),
    );
  });

  describe('its health', () => {
    /** The first answer may take longer than a probe waits. */
    const known = (health: ShotstackHealth) =>
      waitUntil(async () => {
        const report = await health.check();
        return !report.detail?.includes('waiting for its answer') && report;
      });

    it('asks at most once in a while', async () => {
      const { health } = harness.made();
      expect(await known(health)).toEqual({ status: 'ok', detail: 'shotstack' });
      await emulator.control('PUT', '/keys', { keys: [] });
      for (let i = 0; i < 20; i++) expect(await health.check()).toEqual({ status: 'ok', detail: 'shotstack' });
      expect((await emulator.score()).calls.status).toBe(1);
    });

    it('reports a refused key, an address that does not answer, and a missing key', async () => {
      await emulator.control('PUT', '/keys', { keys: [] });
      expect(await known(harness.made().health)).toEqual({
        status: 'degraded',
        detail: expect.stringContaining('account (403)'),
      });
      expect(await known(harness.made('http://127.0.0.1:1').health)).toEqual({
        status: 'degraded',
        detail: expect.stringContaining('cannot be reached'),
      });
      await harness.faults({ on: 'status', end: 'hang' });
      await emulator.control('PUT', '/keys', { keys: null });
      expect(await harness.made().health.check()).toEqual({
        status: 'degraded',
        detail: expect.stringContaining('waiting for its answer'),
      });
      const missing = new ShotstackClient(new ShotstackEnv());
      expect(await new RenderProviders([], { RENDER_PROVIDER: 'shotstack' }).check()).toEqual({
        status: 'degraded',
        detail: 'SHOTSTACK_API_KEY is not set',
      });
      await expect(new ShotstackAdapter(missing).observe('x', signal)).rejects.toMatchObject({
        code: 'render_provider_unavailable',
      });
      await missing.onApplicationShutdown();
    });
  });

  it('accepts the older addresses, but not a key that is not a valid header', () => {
    const address = (url: string) => Object.assign(new ShotstackEnv(), { SHOTSTACK_API_URL: url }).editUrl;
    expect(new ShotstackEnv().editUrl).toBe('https://api.shotstack.io/edit/v1');
    expect(address('https://api.shotstack.io/v1')).toBe('https://api.shotstack.io/edit/v1');
    expect(address('https://api.shotstack.io/stage')).toBe('https://api.shotstack.io/edit/stage');
    expect(address('https://proxy.example.com/v1')).toBe('https://proxy.example.com/v1');
    expect(readEnv(ShotstackEnv, { SHOTSTACK_API_URL: 'https://api.shotstack.io/v1/' }).editUrl).toBe(
      'https://api.shotstack.io/edit/v1',
    );
    const secret = 'half a\nkey';
    expect(() => readEnv(ShotstackEnv, { SHOTSTACK_API_KEY: secret })).toThrow(
      /^(?!.*half)[\s\S]*SHOTSTACK_API_KEY must be one word/,
    );
  });
});
