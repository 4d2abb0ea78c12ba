import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderInstallation, titleEdit } from '../support/render-installation';
import { type RemoteServer, startRemoteServer } from '../support/remote-server';
import { describeWithFfmpeg } from '../support/render-harness';
import { editApi, ingestApi, serveApi } from '../support/shotstack-sdk';
import type { TestUser } from '../support/test-credentials';
import { waitUntil } from '../support/wait-until';

jest.setTimeout(120_000);

type Rendition = Awaited<ReturnType<ReturnType<typeof ingestApi>['getSource']>>['data']['attributes']['outputs']['renditions'][number];
interface SourceFacts {
  attributes: {
    status: string;
    error?: string;
    input?: string;
    source: string;
    outputs: { renditions: (Rendition & { error?: string })[] };
  };
}
interface SdkError {
  status: number;
  response: {
    body: { success?: boolean; message?: string; response?: { error: string }; code: string; errors?: { title: string; detail: string; status: string }[] };
  };
}

const refusal = (call: Promise<unknown>): Promise<SdkError> =>
  call.then(
    () => Promise.reject(new Error('the call was expected to fail')),
    (error: SdkError) => error,
  );

describeWithFfmpeg('clients of Shotstack', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  let stranger: TestUser;
  let folder: string;
  const callbacks: Record<string, unknown>[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-door-'));
    const make = (name: string, ...args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', ...args, join(folder, name)]);
    make('film.mp4', 'testsrc2=s=160x90:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1', '-pix_fmt', 'yuv420p');
    make('red.png', 'color=red:s=64x32', '-frames:v', '1');
    remote = await startRemoteServer();
    remote.respond((request, response) => {
      if (request.method === 'POST') {
        request.on('data', (chunk: Buffer) => callbacks.push(JSON.parse(chunk.toString()) as Record<string, unknown>)).on('end', () => response.end());
        return;
      }
      const name = request.url?.slice(1) ?? '';
      if (['film.mp4', 'red.png'].includes(name)) response.end(readFileSync(join(folder, name)));
      else response.writeHead(name === 'page.html' ? 200 : 404).end('<html></html>');
    });
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    stranger = await here.newUser(10);
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const edit = (as = here.user, stage = 'v1') => editApi(`${here.api.url}/edit/${stage}`, as.apiKey);
  const serve = (as = here.user) => serveApi(`${here.api.url}/serve/v1`, as.apiKey);
  const ingest = (as = here.user) => ingestApi(`${here.api.url}/ingest/v1`, as.apiKey);
  const rendered = (id: string) =>
    waitUntil(
      async () => {
        const { response } = await edit().getRender(id, { data: false });
        if (response.status === 'failed') throw new Error(response.error);
        return response.status === 'done' ? response : undefined;
      },
      { timeoutMs: 60_000 },
    );
  // Not by the SDK: its models cannot read edits ("Multiple matches found constructing `Asset`"), whoever sends them.
  const sentEdit = async (id: string, query = '') =>
    (await here.call<{ response: { data?: object } }>('GET', `/edit/v1/render/${id}?${query}`)).body.response.data;
  const settled = (id: string) =>
    waitUntil(
      async () => {
        // Not by the SDK, which drops what its models do not know: why something failed.
        const { attributes } = (await here.call<{ data: SourceFacts }>('GET', `/ingest/v1/sources/${id}`)).body.data;
        const isDone = attributes.outputs.renditions.every(({ status }) => status === 'ready' || status === 'failed');
        return attributes.status === 'failed' || (attributes.status === 'ready' && isDone) ? attributes : undefined;
      },
      { timeoutMs: 60_000 },
    );

  it.each(['v1', 'stage'])('render on %s, with the official SDK: queued, done, downloaded, served, deleted', async (stage) => {
    const queued = await edit(here.user, stage).postRender({
      ...titleEdit(0.4, { poster: { capture: 0 } }, '{{ NAME }}'),
      merge: [{ find: 'NAME', replace: 'Jane' }],
    });
    expect(queued).toMatchObject({ success: true, message: 'Created', response: { message: 'Render Successfully Queued' } });
    const { id } = queued.response;
    const first = await edit().getRender(id, { data: false });
    expect(first).toMatchObject({ success: true, message: 'OK', response: { id, owner: here.user.userId } });
    const done = await rendered(id);
    expect(done).toMatchObject({ status: 'done', duration: 0.4 });
    expect(done.data).toBeUndefined();
    expect(JSON.stringify(await sentEdit(id))).toContain('{{ NAME }}');
    expect(JSON.stringify(await sentEdit(id, 'merged=true'))).toContain('Jane');
    const video = Buffer.from(await (await fetch(done.url ?? '')).arrayBuffer());
    expect(video.subarray(4, 8).toString()).toBe('ftyp');

    const assets = (await serve().getAssetByRenderId(id)).data.map(({ attributes }) => attributes);
    expect(assets.map(({ filename, status, renderId }) => [filename, status, renderId])).toEqual([
      [`video_${id}.mp4`, 'ready', id],
      [`video_${id}-poster.jpg`, 'ready', id],
    ]);
    const [film, poster] = assets;
    expect((await serve().getAsset(poster?.id ?? '')).data.attributes).toMatchObject({ filename: `video_${id}-poster.jpg` });
    await serve().deleteAsset(poster?.id ?? '');
    expect((await refusal(serve().getAsset(poster?.id ?? ''))).status).toBe(404);
    expect((await serve().getAsset(film?.id ?? '')).data.attributes.id).toBe(film?.id);
    expect((await fetch(poster?.url ?? '')).status).toBe(404);
    await serve().deleteAsset(film?.id ?? '');
    expect((await serve().getAssetByRenderId(id)).data).toEqual([]);
    await waitUntil(async () => (await fetch(film?.url ?? '')).status === 404, { timeoutMs: 20_000 });
  });

  it('keep templates and render them', async () => {
    const template = titleEdit(0.2, {}, '{{ TITLE }}');
    const created = await edit().postTemplate({ name: 'Greeting', template });
    expect(created).toMatchObject({ success: true, message: 'Created', response: { message: 'Template Successfully Created' } });
    const { id } = created.response;
    expect((await here.call<{ response: object }>('GET', `/edit/v1/templates/${id}`)).body.response).toEqual({
      id,
      name: 'Greeting',
      owner: here.user.userId,
      template,
    });
    const other = { ...titleEdit('{{ LENGTH }}' as never, {}, '{{ TITLE }}'), merge: [{ find: 'TITLE', replace: 'Hello' }] };
    expect(await edit().putTemplate(id, { name: 'Greetings', template: other })).toMatchObject({
      message: 'OK',
      response: { message: 'Template Successfully Updated', id },
    });
    expect((await edit().getTemplates()).response).toMatchObject({
      owner: here.user.userId,
      templates: [{ id, name: 'Greetings', created: expect.any(String) }],
    });
    const incomplete = await refusal(edit().postTemplateRender({ id }));
    expect([incomplete.status, incomplete.response.body.response?.error]).toEqual([422, expect.any(String)]);
    const queued = await edit().postTemplateRender({
      id,
      merge: [
        { find: 'LENGTH', replace: 0.2 },
        { find: 'TITLE', replace: 'Bye' },
      ],
    });
    const done = await rendered(queued.response.id);
    expect(done.duration).toBe(0.2);
    expect(JSON.stringify(await sentEdit(done.id, 'merged=true'))).toContain('Bye');
    await edit().deleteTemplate(id);
    expect((await refusal(edit().getTemplate(id))).status).toBe(404);
  });

  it('probe a file', async () => {
    const { response } = await edit().probe(`${remote.base}/film.mp4`);
    expect(response.metadata).toMatchObject({
      streams: [{ codec_name: 'h264', width: 160 }, { codec_name: 'aac' }],
      chapters: [],
      format: { filename: `${remote.base}/film.mp4` },
    });
    expect((await refusal(edit().probe(`${remote.base}/page.html`))).response.body).toMatchObject({ success: false, code: 'render_source_refused' });
    expect((await refusal(edit().probe('http://169.254.169.254/latest'))).status).toBe(422);
  });

  it('fetch a source with renditions, and are called back', async () => {
    const renditions = [
      { format: 'webm', size: { width: 64, height: 64 }, fit: 'crop', fps: 12 },
      { format: 'mp3', filename: 'sound' },
      { format: 'mp4', resolution: 'preview', speed: { speed: 2 }, quality: 50, keyframeInterval: 10 },
      { format: 'gif', size: { width: 32 } },
      { format: 'jpg' },
    ];
    const queued = await ingest().postSource({ url: `${remote.base}/film.mp4`, outputs: { renditions }, callback: `${remote.base}/told` });
    expect(queued.data).toMatchObject({ type: 'source', id: expect.any(String) });
    const { id } = queued.data;
    const source = await settled(id);
    expect((await ingest().getSource(id)).data).toMatchObject({ type: 'source', id, attributes: { status: 'ready', duration: 1 } });
    expect(source).toMatchObject({
      id,
      owner: here.user.userId,
      input: `${remote.base}/film.mp4`,
      status: 'ready',
      width: 160,
      height: 90,
      duration: 1,
      fps: 25,
    });
    expect(Buffer.from(await (await fetch(source.source)).arrayBuffer())).toEqual(readFileSync(join(folder, 'film.mp4')));
    expect(
      source.outputs.renditions.map(({ status, width, height, duration }) => ({ status, width, height, duration: duration && Math.round(duration * 2) / 2 })),
    ).toEqual([
      { status: 'ready', width: 64, height: 64, duration: 1 },
      { status: 'ready', width: undefined, height: undefined, duration: 1 },
      { status: 'ready', width: 512, height: 288, duration: 0.5 },
      { status: 'ready', width: 32, height: 18, duration: 1 },
      { status: 'failed', width: undefined, height: undefined, duration: undefined },
    ]);
    expect(source.outputs.renditions[4]?.error).toMatch(/image cannot be made/);
    expect(new URL(source.outputs.renditions[1]?.url ?? '').pathname).toMatch(/\/sound\.mp3$/);
    for (const { url } of source.outputs.renditions.slice(0, 4)) expect((await fetch(url)).status).toBe(200);
    await waitUntil(() => callbacks.length >= 6, { timeoutMs: 20_000 });
    expect(callbacks[0]).toMatchObject({ type: 'ingest', action: 'source', id, status: 'ready', error: null });
    expect(
      callbacks
        .filter(({ action }) => action === 'rendition')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['failed', 'ready', 'ready', 'ready', 'ready']);
    expect((await ingest().getSources()).data.map((one) => one.id)).toContain(id);
    await ingest().deleteSource(id);
    await waitUntil(async () => (await here.call('GET', `/ingest/v1/sources/${id}`)).status === 404, { timeoutMs: 20_000 });
    for (const { url } of source.outputs.renditions.slice(0, 4)) expect((await fetch(url)).status).toBe(404);
  });

  it('upload a file to the address that they get', async () => {
    const { data } = await ingest().getUploadSignedUrl();
    expect(data).toMatchObject({ type: 'upload', id: expect.any(String), attributes: { id: data.id, url: expect.stringContaining('/ingest/v1/uploads/') } });
    expect(Date.parse(data.attributes.expires) - Date.now()).toBeGreaterThan(3_500_000);
    const put = () => fetch(data.attributes.url, { method: 'PUT', body: readFileSync(join(folder, 'red.png')) });
    expect((await ingest().getSource(data.id)).data.attributes.status).toBe('queued');
    expect((await fetch(data.attributes.url, { method: 'PUT', body: '' })).status).toBe(400);
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(404);
    const source = await settled(data.id);
    expect(source).toMatchObject({ status: 'ready', width: 64, height: 32 });
    expect(source.input).toBeUndefined();
    expect((await fetch(source.source)).headers.get('content-type')).toBe('image/png');
  });

  it('transfer a file into storage', async () => {
    const transfer = await serve().postServeAsset({ url: `${remote.base}/red.png`, id: 'my-logo', destinations: [{ provider: 'shotstack' }] });
    expect(transfer.data).toMatchObject({ type: 'asset', attributes: { id: 'my-logo', status: 'queued' } });
    const asset = await waitUntil(
      async () => {
        const { attributes } = (await serve().getAsset('my-logo')).data;
        return attributes.status === 'ready' ? attributes : undefined;
      },
      { timeoutMs: 30_000 },
    );
    expect(Buffer.from(await (await fetch(asset.url)).arrayBuffer())).toEqual(readFileSync(join(folder, 'red.png')));
    expect((await ingest().getSources()).data.map((one) => one.id)).not.toContain(asset.id);
    await serve().deleteAsset(asset.id);
    expect(
      (await refusal(serve().postServeAsset({ url: `${remote.base}/red.png`, id: 'x', destinations: [{ provider: 'mux' }] }))).response.body.errors,
    ).toMatchObject([{ status: '422', detail: expect.stringContaining('others are not offered') }]);
  });

  it.each([
    ['a page', 'page.html', 'not in a format'],
    ['what is not there', 'missing.mp4', 'answered 404'],
  ])('hear why %s cannot be fetched', async (_name, path, reason) => {
    const { data } = await ingest().postSource({ url: `${remote.base}/${path}`, outputs: { renditions: [{ format: 'mp4' }] } });
    const source = await settled(data.id);
    expect([source.status, source.error]).toEqual(['failed', expect.stringContaining(reason)]);
    expect(source.outputs.renditions[0]?.status).toBe('failed');
  });

  it('are told what is not offered, instead of being ignored', async () => {
    const order = (more: object) => refusal(ingest().postSource({ url: `${remote.base}/film.mp4`, ...more }));
    for (const more of [
      { outputs: { transcription: { format: 'srt' } } },
      { destinations: [{ provider: 's3' }] },
      { outputs: { renditions: [{ enhance: {} }] } },
    ]) {
      const { status, response } = await order(more);
      expect([status, response.body.errors?.[0]]).toEqual([422, expect.objectContaining({ status: '422', detail: expect.stringContaining('not offered') })]);
    }
    expect((await order({ callback: 'http://10.0.0.1/' })).response.body.errors?.[0]?.detail).toMatch(/callback/);
  });

  it("find nothing of other people's", async () => {
    const [theirs, source] = [await edit(stranger).postTemplate({ name: 'x', template: titleEdit() }), await ingest(stranger).getUploadSignedUrl()];
    const render = await edit(stranger).postRender(titleEdit());
    await serve(stranger).postServeAsset({ url: `${remote.base}/red.png`, id: 'theirs', destinations: [] });
    const calls = [
      edit().getRender(render.response.id),
      edit().getTemplate(theirs.response.id),
      edit().putTemplate(theirs.response.id, { name: 'y', template: {} }),
      edit().deleteTemplate(theirs.response.id),
      edit().postTemplateRender({ id: theirs.response.id }),
      serve().getAsset(render.response.id),
      serve().getAssetByRenderId(render.response.id),
      serve().deleteAsset(render.response.id),
      serve().getAsset('theirs'),
      serve().deleteAsset('theirs'),
      ingest().getSource(source.data.id),
      ingest().deleteSource(source.data.id),
    ];
    const refusals = await Promise.all(calls.map(refusal));
    expect(refusals.map(({ status, response }) => [status, response.body.code])).toEqual(calls.map(() => [404, 'not_found']));
    expect((await ingest(stranger).getSource(source.data.id)).data.attributes.status).toBe('queued');
  });

  describe('by plain requests, as curl sends them', () => {
    const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = { 'x-api-key': here.user.apiKey }) => {
      const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
      const answer = await fetch(`${here.api.url}${path}`, {
        method,
        headers: { accept: 'application/json', ...json, ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : undefined) as Record<string, unknown> | undefined };
    };

    it.each([
      ['POST', '/edit/v1/render', () => titleEdit(), 201, { success: true, message: 'Created' }],
      ['POST', '/edit/stage/render', () => titleEdit(), 201, { success: true, message: 'Created' }],
      ['POST', '/v1/render', () => titleEdit(), 201, { success: true }],
      ['POST', '/stage/render', () => titleEdit(), 201, { success: true }],
      ['GET', '/edit/v1/templates', undefined, 200, { success: true, message: 'OK', response: { owner: expect.any(String) } }],
      ['GET', () => `/edit/v1/probe/${encodeURIComponent(`${remote.base}/film.mp4`)}`, undefined, 200, { success: true }],
      ['GET', '/ingest/v1/sources', undefined, 200, { data: expect.any(Array) }],
      ['POST', '/ingest/stage/upload', undefined, 200, { data: { type: 'upload' } }],
      ['POST', '/ingest/v1/sources', () => ({ url: `${remote.base}/red.png` }), 201, { data: { type: 'source' } }],
      [
        'POST',
        '/edit/v1/render',
        () => ({ timeline: {} }),
        422,
        { success: false, message: 'Unprocessable Entity', response: { error: expect.any(String) }, code: 'invalid_edit' },
      ],
      ['GET', '/edit/v1/render/2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7', undefined, 404, { success: false, message: 'Not Found', code: 'not_found' }],
      ['GET', '/edit/v1/render/x?data=perhaps', undefined, 404, { success: false }],
      ['POST', '/ingest/v1/sources', () => ({}), 422, { errors: [{ status: '422', title: expect.any(String), detail: 'url is required', path: 'url' }] }],
      ['GET', '/serve/v1/assets/2abd5c11-0f3d-4c6d-ba20-235fc9b8e8b7', undefined, 404, { code: 'not_found', errors: [{ status: '404' }] }],
    ] as const)('%s %s', async (method, path, body, status, answer) => {
      expect(await send(method, typeof path === 'string' ? path : path(), body?.())).toMatchObject({ status, body: answer });
    });

    it('are refused without a key, and with one that may only read', async () => {
      expect(await send('POST', '/edit/v1/render', titleEdit(), {})).toMatchObject({
        status: 401,
        body: { success: false, message: 'Unauthorized', code: 'authentication_required' },
      });
      expect(await send('GET', '/ingest/v1/sources', undefined, {})).toMatchObject({ status: 401, body: { errors: [{ status: '401' }] } });
    });

    it('are answered once for one Idempotency-Key', async () => {
      const headers = { 'x-api-key': here.user.apiKey, 'idempotency-key': 'once' };
      const answers = [
        await send('POST', '/ingest/v1/sources', { url: `${remote.base}/red.png` }, headers),
        await send('POST', '/ingest/v1/sources', { url: `${remote.base}/red.png` }, headers),
      ];
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]).toMatchObject({ status: 201, body: { data: { type: 'source' } } });
    });
  });
});
