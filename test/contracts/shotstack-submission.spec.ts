import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { metricsRegistry } from '@app/core';
import type { RenderOrder, ShotstackAdapter } from '@app/render-proxy';
import { Logger } from '@nestjs/common';
import type { ShotstackEmulator } from '../support/emulators/shotstack-emulator';
import { CALLBACK_URL, SHOTSTACK_KEY, ShotstackHarness, shotstackEdit } from '../support/harness/shotstack-harness';
import { waitUntil } from '../support/harness/wait-until';
import { listenOn } from '../support/servers/safe-http';

const run = { signal: new AbortController().signal, onProgress: () => undefined };

/** The step that costs money: our requests, counted at the emulator, and the outcome that we record. */
describe('a submission to Shotstack', () => {
  let harness: ShotstackHarness;
  let emulator: ShotstackEmulator;
  let provider: ShotstackAdapter;
  let loud: jest.SpyInstance;

  beforeEach(async () => {
    harness = await ShotstackHarness.start();
    ({ emulator, provider } = harness);
    loud = jest.spyOn(Logger.prototype, 'error').mockImplementation();
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await harness.close();
  });

  const submitFault = (rule: object) => harness.faults({ on: 'submit', ...rule });

  describe('what it sends', () => {
    const bucket = {
      provider: 'google-cloud-storage' as const,
      bucket: 'ours',
      prefix: 'videos/2026/11/user_1',
      filename: 'video_1',
    };
    const ours = {
      provider: 'google-cloud-storage',
      options: { bucket: 'ours', prefix: 'videos/2026/11/user_1', filename: 'video_1' },
    };
    const theirs = { provider: 'google-cloud-storage', options: { bucket: 'theirs' } };
    const excluded = { provider: 'shotstack', exclude: true };
    const sent = async (edit: object, more: Partial<RenderOrder> = {}) => {
      await provider.start(harness.order(edit, more), run);
      const { submissions } = await emulator.score();
      return submissions.at(-1);
    };

    it.each([
      ['none', undefined, [ours]],
      ['a Google bucket of its own', [theirs], [ours]],
      ['several', [theirs, excluded, theirs], [excluded, ours]],
    ])('is exactly one Google bucket, ours, when the edit names %s', async (_, destinations, expected) => {
      expect(await sent(shotstackEdit({ ...(destinations && { destinations }) }), { bucket })).toMatchObject({
        destinations: expected,
      });
    });

    it('is no Google bucket at all if our store is not one, because our credentials would write to it', async () => {
      expect((await sent(shotstackEdit({ destinations: [theirs] })))?.edit).toEqual({
        ...shotstackEdit(),
        callback: CALLBACK_URL,
      });
    });

    it("is our callback or none, never the user's, and no null", async () => {
      const edit = shotstackEdit(
        { fps: null, poster: { capture: 1 } },
        { webhook: 'https://user.example.com/hook', merge: [{ find: 'X', replace: 'y' }] },
      );
      const { edit: first } = (await sent(edit)) ?? {};
      expect(first).toEqual({ ...shotstackEdit({ poster: { capture: 1 } }), callback: CALLBACK_URL });
      const { edit: second } =
        (await sent({ ...edit, callback: 'https://user.example.com/hook' }, { callbackUrl: undefined })) ?? {};
      expect(second).not.toHaveProperty('callback');
      expect(JSON.stringify([first, second])).not.toMatch(/null|user\.example/);
    });

    const lasting = (length: unknown, output: object = {}, more: object = {}) => {
      const asset = { type: 'video', src: 'https://example.com/a.mp4' };
      return { ...shotstackEdit(output), timeline: { tracks: [{ clips: [{ asset, start: 0, length, ...more }] }] } };
    };
    const editSent = async (edit: object, maxSeconds: number) => (await sent(edit, { maxSeconds }))?.edit;

    it.each<[string, object, number, object]>([
      ['a video', lasting('auto'), 60, { start: 0, length: 60 }],
      ['a sound', lasting('auto', { format: 'mp3' }), 12.345_67, { start: 0, length: 12.346 }],
      ['a video until an end that nothing else determines', lasting('end'), 60, { start: 0, length: 60 }],
      ['a part without an end', lasting('auto', { range: { start: 100 } }), 60, { start: 100, length: 60 }],
      ['a longer part', lasting('auto', { range: { start: 5, length: 90 } }), 60, { start: 5, length: 60 }],
      ['a shorter part', lasting('auto', { range: { start: 5, length: 9 } }), 60, { start: 5, length: 9 }],
    ])('ends %s whose length the edit does not state where the hold ends', async (_, edit, maxSeconds, range) =>
      expect(await editSent(edit, maxSeconds)).toHaveProperty('output.range', range),
    );

    it('is the range as it was written when the edit states its length, or is a still', async () => {
      expect(await editSent(lasting(90), 60)).not.toHaveProperty('output.range');
      expect(await editSent(lasting(90, { range: { start: 5 } }), 85)).toHaveProperty('output.range', { start: 5 });
      expect(await editSent(lasting('auto', { format: 'png', range: { start: 70 } }), 1)).toHaveProperty(
        'output.range',
        {
          start: 70,
        },
      );
    });
  });

  describe('the outcome of a submission', () => {
    const score = () => metricsRegistry.getSingleMetricAsString('render_submit_total');
    const outcome = async (started = provider.start(harness.order(), run)) => {
      const state = await started.then(
        ({ providerRenderId, state: { status } }) => ({ providerRenderId, status }),
        (error: { code: string; message: string; options: object }) => ({
          code: error.code,
          message: error.message,
          ...error.options,
        }),
      );
      return { ...state, accepted: (await emulator.score()).accepted };
    };

    it('is accepted with an id', async () => {
      expect(await outcome()).toEqual({
        providerRenderId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        status: 'queued',
        accepted: 1,
      });
      expect(await score()).toContain('render_submit_total{provider="shotstack",result="accepted"}');
    });

    it.each([400, 409, 413, 415, 422])('is rejected with the words of Shotstack: %d', async (status) => {
      await submitFault({
        status,
        body: { success: false, message: 'Bad Request', response: 'The font is not known.' },
      });
      expect(await outcome()).toMatchObject({
        code: 'render_rejected',
        message: 'Shotstack: The font is not known.',
        accepted: 0,
      });
    });

    it('is rejected with the paths that Shotstack names', async () => {
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
        expect(await outcome()).toMatchObject({
          code: 'render_rejected',
          message: 'Shotstack: "length" is required',
          errors,
        });
      }
      await submitFault({ status: 400, body: '<html>' });
      expect(await outcome()).toMatchObject({
        code: 'render_rejected',
        message: 'Shotstack refuses the edit (400).',
        accepted: 0,
      });
    });

    it.each([301, 401, 402, 403, 404])(
      "is the operator's fault, and is logged as an error, when Shotstack answers %d",
      async (status) => {
        await submitFault({ status });
        expect(await outcome()).toMatchObject({ code: 'render_provider_unavailable', accepted: 0 });
        expect(loud).toHaveBeenCalledWith(expect.stringMatching(`${status}.*SHOTSTACK_API_KEY`));
        expect(await metricsRegistry.getSingleMetricAsString('render_provider_refusals_total')).toContain(
          'provider="shotstack"',
        );
      },
    );

    it.each([
      [{ status: 429, headers: { 'retry-after': '7' } }, 7],
      [{ status: 429, headers: { 'retry-after': '999999' } }, 3_600],
      [{ status: 429, headers: { 'retry-after': 'soon' } }, undefined],
      [{ status: 503 }, undefined],
      [{ status: 503, body: '<html>', headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' } }, 1],
    ])('is postponed: %j', async (rule, retryAfterSeconds) => {
      await submitFault(rule);
      expect(await outcome()).toMatchObject({ code: 'render_provider_unavailable', retryAfterSeconds, accepted: 0 });
    });

    it('is postponed when nothing was sent', async () => {
      // A port that was just free, a name that does not exist, and a server without TLS.
      const plain = createServer((socket) => socket.destroy());
      const port = await listenOn(plain);
      for (const url of [
        'http://127.0.0.1:1/edit/v1',
        'http://does-not-exist.invalid/edit/v1',
        `https://127.0.0.1:${port}/edit/v1`,
      ])
        expect(await outcome(harness.made(url).provider.start(harness.order(), run))).toMatchObject({
          code: 'render_provider_unavailable',
          accepted: 0,
        });
      plain.close();
    });

    it.each([
      ['the connection is lost before the work', { end: 'drop' }, 0],
      ['the connection is lost after the work', { accept: true, end: 'drop' }, 1],
      ['no answer comes', { accept: true, end: 'hang' }, 1],
      ['the answer is cut off', { accept: true, end: 'truncate' }, 1],
      ['the answer is no JSON', { accept: true, body: 'Created' }, 1],
      ['the answer has no id', { accept: true, body: { success: true } }, 1],
      [
        'the answer is endless',
        { accept: true, body: JSON.stringify({ response: { id: 'x', more: 'x'.repeat(1_100_000) } }) },
        1,
      ],
      ['500 after the work', { accept: true, status: 500 }, 1],
      ['502', { status: 502 }, 0],
      ['503 with a page', { accept: true, status: 503, body: '<html>' }, 1],
      ['504', { accept: true, status: 504 }, 1],
    ])('is unknown when %s', async (_, rule, accepted) => {
      await submitFault({ ...rule, times: 1 });
      const quick = harness.made(undefined, 'end' in rule && rule.end === 'hang' ? 3_000 : undefined).provider;
      expect(await outcome(quick.start(harness.order(), run))).toMatchObject({
        code: 'render_submission_unknown',
        accepted,
      });
      expect(await score()).toContain('result="unknown"');
    });

    it('is not endangered by a connection that the other side is just closing', async () => {
      const used = new WeakSet<object>();
      const closing = createHttpServer((request, response) => {
        if (used.has(request.socket)) return request.socket.destroy();
        used.add(request.socket);
        return response.writeHead(201, { 'content-type': 'application/json' }).end('{"response":{"id":"render-1"}}');
      });
      const { provider: careful } = harness.made(`http://127.0.0.1:${await listenOn(closing)}/edit/v1`);
      for (let i = 0; i < 3; i++)
        expect(await careful.start(harness.order(), run)).toMatchObject({ providerRenderId: 'render-1' });
      closing.close();
    });

    it('is sent once, whatever its outcome', async () => {
      await submitFault({ accept: true, end: 'drop', times: 1 });
      expect(await outcome()).toMatchObject({ code: 'render_submission_unknown', accepted: 1 });
      expect((await emulator.score()).by_callback).toEqual({ [CALLBACK_URL]: 1 });
    });

    it("ends with the signal's reason before anything was sent, and unknown after that", async () => {
      const reason = new Error('stop');
      await expect(provider.start(harness.order(), { ...run, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect((await emulator.score()).accepted).toBe(0);
      await submitFault({ accept: true, end: 'hang' });
      const stop = new AbortController();
      const sent = outcome(provider.start(harness.order(), { ...run, signal: stop.signal }));
      await waitUntil(async () => (await emulator.score()).accepted === 1);
      stop.abort(reason);
      expect(await sent).toMatchObject({ code: 'render_submission_unknown', accepted: 1 });
    });

    it('never reveals the key', async () => {
      const written: unknown[] = [];
      for (const rule of [{ status: 403 }, { status: 400 }, { status: 500 }, { end: 'drop' }]) {
        await submitFault(rule);
        const error = await provider.start(harness.order(), run).catch((failure: Error) => failure);
        written.push(
          (error as Error).message,
          (error as Error).stack,
          JSON.stringify(error),
          String((error as Error).cause),
        );
      }
      written.push(loud.mock.calls, await metricsRegistry.metrics());
      expect(JSON.stringify(written)).not.toContain(SHOTSTACK_KEY);
    });
  });
});
