import type { AddressInfo } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import { shotstack } from '../../apps/emulators/src/shotstack/shotstack';
import { type ShotstackEmulator, startShotstackEmulator } from '../support/emulators/shotstack-emulator';
import { editApi } from '../support/emulators/shotstack-sdk';
import { waitUntil } from '../support/harness/wait-until';

const still = (length: number | string = 2, start: number | string = 0) => ({
  asset: { type: 'image', src: 'https://example.com/a.jpg' },
  start,
  length,
});
const editOf = (more: object = {}, output: object = {}, clips: object[] = [still()]) => ({
  timeline: { tracks: [{ clips }] },
  output: { format: 'mp4', resolution: 'sd', ...output },
  ...more,
});

/** To the official SDK, the emulator behaves as Shotstack documents it. */
describe('the Shotstack emulator', () => {
  let emulator: ShotstackEmulator;
  let sdk: ReturnType<typeof editApi>;
  let receiver: FastifyInstance;
  let received: { type: string; status: string; id: string; render?: string }[];
  let answers: number[];
  let callback: string;

  beforeEach(async () => {
    emulator = await startShotstackEmulator();
    sdk = editApi(`${emulator.url}/edit/v1`, 'key-1');
    [received, answers] = [[], []];
    receiver = fastify();
    receiver.post('/', (request, reply) => {
      received.push(request.body as (typeof received)[number]);
      return reply.status(answers.shift() ?? 200).send();
    });
    await receiver.listen({ host: '127.0.0.1', port: 0 });
    callback = `http://127.0.0.1:${(receiver.server.address() as AddressInfo).port}/`;
  });
  afterEach(async () => {
    await emulator.close();
    await receiver.close();
  });

  const submit = async (edit: object = editOf()) => (await sdk.postRender(edit)).response.id;
  // The SDK cannot read an answer that holds an edit: every image asset fits several of its models.
  const render = async (id: string) => (await sdk.getRender(id, { data: false })).response;
  const statusOf = async (id: string) => (await render(id)).status;
  const dataOf = async (id: string, query = '') => {
    const answer = await fetch(`${emulator.url}/edit/v1/render/${id}${query}`, { headers: { 'x-api-key': 'key-1' } });
    return ((await answer.json()) as { response: { data?: object } }).response.data;
  };
  const finish = async (edit?: object) => {
    const id = await submit(edit);
    await emulator.advance(60);
    return id;
  };

  it('accepts an edit and passes through all stages', async () => {
    const answer = await sdk.postRender(editOf());
    expect(answer).toMatchObject({
      success: true,
      message: 'Created',
      response: { message: 'Render Successfully Queued' },
    });
    const seen = [await statusOf(answer.response.id)];
    for (let second = 0; second < 4; second++) {
      await emulator.advance(1);
      seen.push(await statusOf(answer.response.id));
    }
    expect(seen).toEqual(['queued', 'fetching', 'rendering', 'saving', 'done']);
    expect(await render(answer.response.id)).toMatchObject({
      duration: 2,
      url: expect.stringMatching(/\.mp4$/),
      poster: null,
    });
    expect(await dataOf(answer.response.id)).toEqual(editOf());
    expect(await emulator.score()).toMatchObject({ accepted: 1, billable_seconds: 2 });
  });

  it('prepares and generates sources where the edit asks for it', async () => {
    const clips = [
      { asset: { type: 'video', src: 'https://example.com/a.mp4', transcode: true }, start: 0, length: 3 },
      { asset: { type: 'image', prompt: 'a cat' }, start: 'auto', length: 'auto' },
    ];
    const id = await submit(editOf({}, {}, clips));
    const seen = new Set<string>();
    for (let second = 0; second < 8; second++, await emulator.advance(1)) seen.add(await statusOf(id));
    expect([...seen]).toEqual(['queued', 'fetching', 'preprocessing', 'generating', 'rendering', 'saving', 'done']);
    expect((await render(id)).duration).toBe(6);
  });

  it('fills in merge fields and returns them on request', async () => {
    const edit = editOf({ merge: [{ find: 'LENGTH', replace: 7 }] }, {}, [still('{{ LENGTH }}')]);
    const id = await finish(edit);
    expect((await render(id)).duration).toBe(7);
    expect(await dataOf(id)).toEqual(edit);
    expect(await dataOf(id, '?data=true&merged=true')).toEqual(editOf({}, {}, [still(7)]));
    expect(await dataOf(id, '?data=false')).toBeUndefined();
  });

  it('refuses an edit with the paths of its faults, and input that is not JSON', async () => {
    const refused = await sdk
      .postRender(editOf({ webhook: callback }))
      .catch((error: { status: number; response: { body: unknown } }) => error);
    expect(refused).toMatchObject({ status: 400, response: { body: { success: false, message: 'Bad Request' } } });
    const raw = await fetch(`${emulator.url}/edit/v1/render`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
      body: '{',
    });
    expect(raw.status).toBe(400);
    expect(await emulator.score()).toMatchObject({ accepted: 0 });
  });

  it('refuses keys, and keeps owners and environments apart', async () => {
    const id = await submit();
    const read = (path: string, key: string) =>
      fetch(`${emulator.url}${path}/render/${id}`, { headers: { 'x-api-key': key } });
    expect((await read('/v1', 'key-1')).status).toBe(200);
    expect((await read('/edit/v1', 'key-2')).status).toBe(404);
    expect((await read('/edit/stage', 'key-1')).status).toBe(400);
    expect((await read('/edit/v2', 'key-1')).status).toBe(404);
    await emulator.control('PUT', '/keys', { keys: ['another'] });
    const refused = await read('/edit/v1', 'key-1');
    expect([refused.status, await refused.json()]).toEqual([403, { message: 'Forbidden' }]);
  });

  it('fails, stops or takes unknown stages on command', async () => {
    await emulator.control('PUT', '/outcomes', [
      { match: 'bad.jpg', fail_at: 'fetching', error: 'Download failed' },
      { match: 'stuck.jpg', stuck_at: 'saving' },
      { match: 'new.jpg', stages: ['queued', 'dreaming'], seconds: 9.5 },
    ]);
    const of = (name: string) =>
      submit(
        editOf({}, {}, [{ asset: { type: 'image', src: `https://example.com/${name}.jpg` }, start: 0, length: 2 }]),
      );
    const [bad, stuck, fresh] = [await of('bad'), await of('stuck'), await of('new')];
    await emulator.advance(1);
    expect(await statusOf(fresh)).toBe('dreaming');
    await emulator.advance(3_600);
    expect(await render(bad)).toMatchObject({ status: 'failed', error: 'Download failed' });
    expect(await statusOf(stuck)).toBe('saving');
    expect(await render(fresh)).toMatchObject({ status: 'done', duration: 9.5 });
  });

  it('announces itself to the product only if Shotstack was requested', () => {
    const settings = (asked: Record<string, string>) => shotstack().env?.('http://127.0.0.1:4/shotstack', asked, {});
    expect(settings({})).toEqual({});
    expect(settings({ RENDER_PROVIDER: 'shotstack', FETCH_ALLOW_HOSTS: 'media.internal' })).toEqual({
      SHOTSTACK_API_URL: 'http://127.0.0.1:4/shotstack/edit/v1',
      SHOTSTACK_API_KEY: 'emulator',
      FETCH_ALLOW_HOSTS: 'media.internal,127.0.0.1:4',
    });
  });

  describe('callbacks', () => {
    it('report the render, then its hosted copies', async () => {
      const id = await finish(editOf({ callback }, { poster: { capture: 1 }, thumbnail: { capture: 1, scale: 0.3 } }));
      await waitUntil(() => received.length === 4);
      const [ofRender, ...copies] = [...received].sort((a, b) => a.type.localeCompare(b.type));
      expect(ofRender).toEqual(
        expect.objectContaining({
          type: 'edit',
          action: 'render',
          id,
          status: 'done',
          url: expect.stringContaining('/output/'),
          error: null,
        }),
      );
      expect(copies).toHaveLength(3);
      for (const copy of copies)
        expect(copy).toMatchObject({
          type: 'serve',
          action: 'copy',
          render: id,
          status: 'ready',
          url: expect.stringContaining('/cdn/au/v1/'),
        });
    });

    it('are retried until one is accepted', async () => {
      answers.push(500, 503);
      await finish(editOf({ callback }, { destinations: [{ provider: 'shotstack', exclude: true }] }));
      await waitUntil(async () => (await emulator.score()).deliveries.length === 1);
      await emulator.advance(8);
      await waitUntil(async () => (await emulator.score()).deliveries.length === 2);
      await emulator.advance(26);
      expect(received).toHaveLength(2);
      await emulator.advance(1);
      await waitUntil(async () => (await emulator.score()).deliveries.length === 3);
      expect((await emulator.score()).deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
        [1, 500],
        [2, 503],
        [3, 200],
      ]);
      await emulator.advance(3_600);
      expect(received).toHaveLength(3);
    });

    it('come twice, late, out of order, not at all, or forged', async () => {
      await emulator.control('PUT', '/callbacks', { copies: 2, reversed: true, delay_seconds: 100 });
      const id = await submit(editOf({ callback }));
      await emulator.advance(105);
      await waitUntil(() => received.length === 2);
      await emulator.advance(10);
      await waitUntil(() => received.length === 4);
      expect(received.map(({ type }) => type)).toEqual(['serve', 'serve', 'edit', 'edit']);
      await emulator.control('PUT', '/callbacks', { silent: true });
      await finish(editOf({ callback }));
      const forged = { type: 'edit', action: 'render', id: 'somebody-elses', status: 'done' };
      expect(await emulator.control('POST', '/callbacks/deliver', { url: callback, body: forged })).toEqual({
        status: 200,
      });
      expect(received.slice(4)).toEqual([forged]);
      expect((await emulator.score()).by_callback).toEqual({ [callback]: 2 });
      expect(id).not.toBe('somebody-elses');
    });
  });

  describe('faults', () => {
    const post = (signal?: AbortSignal) =>
      fetch(`${emulator.url}/edit/v1/render`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': 'k' },
        body: JSON.stringify(editOf()),
        signal,
      });
    const accepted = async () => (await emulator.score()).accepted;

    it('answer wrongly before or after the work is done, for as many calls as requested', async () => {
      await emulator.control('PUT', '/faults', [
        { on: 'submit', status: 429, headers: { 'retry-after': '7' }, times: 1 },
        { on: 'submit', status: 500, accept: true, times: 1 },
        { on: 'submit', body: 'what?', accept: true, times: 1 },
      ]);
      const limited = await post();
      expect([limited.status, limited.headers.get('retry-after'), await accepted()]).toEqual([429, '7', 0]);
      expect([(await post()).status, await accepted()]).toEqual([500, 1]);
      const nonsense = await post();
      expect([nonsense.status, await nonsense.text(), await accepted()]).toEqual([201, 'what?', 2]);
      expect([(await post()).status, await accepted()]).toEqual([201, 3]);
    });

    it('lose connections and answers', async () => {
      for (const [end, count] of [
        ['hang', 1],
        ['drop', 2],
        ['truncate', 3],
      ] as const) {
        await emulator.control('PUT', '/faults', [{ on: 'submit', accept: true, end }]);
        const leaving = new AbortController();
        const answer = post(leaving.signal).then((given) => given.text());
        answer.catch(() => undefined);
        await waitUntil(async () => (await accepted()) === count);
        if (end === 'hang') leaving.abort();
        await expect(answer).rejects.toThrow(/fetch failed|aborted|terminated/);
      }
    });

    it('affect only matching calls', async () => {
      const [first, second] = [await submit(), await submit()];
      await emulator.control('PUT', '/faults', [{ on: 'status', match: first, status: 404 }]);
      await expect(render(first)).rejects.toMatchObject({ status: 404 });
      expect(await statusOf(second)).toBe('queued');
    });

    it('are refused when they make no sense', async () => {
      await expect(emulator.control('PUT', '/faults', [{ on: 'submit', staus: 500 }])).rejects.toThrow(
        /staus|additional/,
      );
    });
  });
});
