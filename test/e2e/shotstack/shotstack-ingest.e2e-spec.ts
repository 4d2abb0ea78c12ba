import { LocalStorageAdapter } from '@app/storage';
import { refusal, ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';

const PATIENCE = { timeoutMs: 120_000 };

describeWithFfmpeg("files of Shotstack's clients", () => {
  let clients: ShotstackClients;
  beforeAll(async () => {
    clients = await ShotstackClients.start();
    await clients.here.worker();
  });
  afterAll(() => clients?.close());

  it('are sources of edits, probes and other sources at our own addresses, which no request could reach', async () => {
    const { here } = clients;
    const ingest = async (url: string) => clients.settled((await clients.ingest().postSource({ url })).data.id);
    const first = await ingest(`${clients.remote.base}/film.mp4`);
    expect(new URL(first.source).origin).toBe(here.api.url);
    const again = await ingest(first.source);
    expect(again).toMatchObject({ status: 'ready', width: 160, height: 90, duration: 1 });
    const probed = await here.call<{ response: { metadata: { format: { duration: string } } } }>(
      'GET',
      `/edit/v1/probe/${encodeURIComponent(again.source)}`,
    );
    expect(probed).toMatchObject({ status: 200 });
    expect(Number(probed.body.response.metadata.format.duration)).toBeCloseTo(1, 1);
    const edit = (src: string) => ({
      timeline: { tracks: [{ clips: [{ asset: { type: 'video', src }, start: 0, length: 'auto' }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25 },
    });
    const done = await here.until(await here.render(edit(again.source)), ({ status }) =>
      /completed|failed/.test(status),
    );
    expect(done).toMatchObject({ status: 'completed', error: null, result: { duration_seconds: 1 } });

    const forged = first.source.replace(
      /(signature=v1\.)(.)/,
      (_, name, character) => name + (character === 'A' ? 'B' : 'A'),
    );
    const refused = await here.until(await here.render(edit(forged)), 'failed');
    expect(refused.error).toMatchObject({
      code: 'render_source_refused',
      errors: [{ path: 'timeline.tracks[0].clips[0].asset.src', message: expect.stringMatching(/signature/) }],
    });
    expect(await ingest(forged)).toMatchObject({ status: 'failed' });
    expect((await here.call('GET', `/edit/v1/probe/${encodeURIComponent(forged)}`)).status).toBe(502);
    // Nothing else of this machine is reachable that way, and a callback is a request.
    const other = `${here.api.url}/health`;
    expect((await here.call('POST', '/ingest/v1/sources', { url: other })).status).toBe(400);
    const callback = { url: first.source, callback: first.source };
    expect((await here.call('POST', '/ingest/v1/sources', callback)).status).toBe(400);
  });

  it('are sources of templates for longer than their addresses work, for their owner alone', async () => {
    const { here, stranger } = clients;
    const { data } = await clients.ingest().postSource({ url: `${clients.remote.base}/film.mp4` });
    const { source } = await clients.settled(data.id);
    const key = new URL(source).pathname.replace('/objects/', '');
    const weekOld = { expiresInSeconds: -7 * 86_400 };
    const { url: expired } = await here.api.app.get(LocalStorageAdapter, { strict: false }).url(key, weekOld);
    expect((await fetch(expired)).status).toBe(403);
    const edit = (src: string) => ({
      timeline: { tracks: [{ clips: [{ asset: { type: 'video', src }, start: 0, length: 'auto' }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 25 },
    });
    const template = await clients.edit().postTemplate({ name: 'A week ago', template: edit(expired) });
    const { response } = await clients.edit().postTemplateRender({ id: template.response.id });
    await clients.rendered(response.id);
    expect((await here.job(response.id)).result).toMatchObject({ duration_seconds: 1 });
    const preview = await fetch(`${here.api.url}/api/v1/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${here.user.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(edit(expired)),
    });
    expect(preview.status).toBe(200);
    expect((await clients.settled((await clients.ingest().postSource({ url: expired })).data.id)).status).toBe('ready');

    const refusalOf = async (src: string, as = here.user) => {
      const id = await here.render(edit(src), as);
      const end = await waitUntil(async () => {
        const job = await here.job(id, as);
        return /completed|failed/.test(job.status) ? job : undefined;
      }, PATIENCE);
      return end.error?.errors?.[0]?.message;
    };
    const forged = expired.replace(
      /(signature=v1\.)(.)/,
      (_, name, character) => name + (character === 'A' ? 'B' : 'A'),
    );
    expect(await refusalOf(forged)).toMatch(/signature/);
    expect(await refusalOf(expired, stranger)).toMatch(/expired/);
  });

  it('fetch a source with renditions, and get callbacks', async () => {
    const renditions = [
      { format: 'webm', size: { width: 64, height: 64 }, fit: 'crop', fps: 12 },
      { format: 'mp3', filename: 'sound' },
      { format: 'mp4', resolution: 'preview', speed: { speed: 2 }, quality: 50, keyframeInterval: 10 },
      { format: 'gif', size: { width: 32 } },
      { format: 'jpg' },
    ];
    const queued = await clients.ingest().postSource({
      url: `${clients.remote.base}/film.mp4`,
      outputs: { renditions },
      callback: `${clients.remote.base}/callback`,
    });
    expect(queued.data).toMatchObject({ type: 'source', id: expect.any(String) });
    const { id } = queued.data;
    const source = await clients.settled(id);
    expect((await clients.ingest().getSource(id)).data).toMatchObject({
      type: 'source',
      id,
      attributes: { status: 'ready', duration: 1 },
    });
    expect(source).toMatchObject({
      id,
      owner: clients.here.user.userId,
      input: `${clients.remote.base}/film.mp4`,
      status: 'ready',
      width: 160,
      height: 90,
      duration: 1,
      fps: 25,
    });
    expect(Buffer.from(await (await fetch(source.source)).arrayBuffer())).toEqual(clients.file('film.mp4'));
    expect(
      source.outputs.renditions.map(({ status, width, height, duration }) => ({
        status,
        width,
        height,
        duration: duration && Math.round(duration * 2) / 2,
      })),
    ).toEqual([
      { status: 'ready', width: 64, height: 64, duration: 1 },
      { status: 'ready', width: undefined, height: undefined, duration: 1 },
      { status: 'ready', width: 512, height: 288, duration: 0.5 },
      { status: 'ready', width: 32, height: 18, duration: 1 },
      { status: 'failed', width: undefined, height: undefined, duration: undefined },
    ]);
    expect(source.outputs.renditions[4]?.error).toMatch(/image cannot be created/);
    expect(new URL(source.outputs.renditions[1]?.url ?? '').pathname).toMatch(/\/sound\.mp3$/);
    for (const { url } of source.outputs.renditions.slice(0, 4)) expect((await fetch(url)).status).toBe(200);
    // Callbacks may come more than once, and in any order.
    const callbacks = () => [...new Map(clients.callbacks.map((body) => [JSON.stringify(body), body])).values()];
    await waitUntil(() => callbacks().length >= 6);
    expect(callbacks()).toContainEqual(
      expect.objectContaining({ type: 'ingest', action: 'source', id, status: 'ready', error: null }),
    );
    expect(
      callbacks()
        .filter(({ action }) => action === 'rendition')
        .map(({ status }) => status)
        .sort((a, b) => String(a).localeCompare(String(b))),
    ).toEqual(['failed', 'ready', 'ready', 'ready', 'ready']);
    expect((await clients.ingest().getSources()).data.map((one) => one.id)).toContain(id);
    await clients.ingest().deleteSource(id);
    await waitUntil(async () => (await clients.here.call('GET', `/ingest/v1/sources/${id}`)).status === 404);
    for (const { url } of source.outputs.renditions.slice(0, 4))
      await waitUntil(async () => (await fetch(url)).status === 404);
  });

  it('upload a file to the issued address', async () => {
    const { data } = await clients.ingest().getUploadSignedUrl();
    expect(data).toMatchObject({
      type: 'upload',
      id: expect.any(String),
      attributes: { id: data.id, url: expect.stringContaining('/ingest/v1/uploads/') },
    });
    expect(Date.parse(data.attributes.expires) - Date.now()).toBeGreaterThan(3_500_000);
    const put = () => fetch(data.attributes.url, { method: 'PUT', body: clients.file('red.png') });
    expect((await clients.ingest().getSource(data.id)).data.attributes.status).toBe('queued');
    expect((await fetch(data.attributes.url, { method: 'PUT', body: '' })).status).toBe(400);
    expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(404);
    const source = await clients.settled(data.id);
    expect(source).toMatchObject({ status: 'ready', width: 64, height: 32 });
    expect(source.input).toBeUndefined();
    expect((await fetch(source.source)).headers.get('content-type')).toBe('image/png');
  });

  it('transfer a file into storage', async () => {
    const transfer = await clients.serve().postServeAsset({
      url: `${clients.remote.base}/red.png`,
      id: 'my-logo',
      destinations: [{ provider: 'shotstack' }],
    });
    expect(transfer.data).toMatchObject({ type: 'asset', attributes: { id: 'my-logo', status: 'queued' } });
    const asset = await waitUntil(async () => {
      const { attributes } = (await clients.serve().getAsset('my-logo')).data;
      return attributes.status === 'ready' ? attributes : undefined;
    });
    expect(Buffer.from(await (await fetch(asset.url)).arrayBuffer())).toEqual(clients.file('red.png'));
    expect((await clients.ingest().getSources()).data.map((one) => one.id)).not.toContain(asset.id);
    await clients.serve().deleteAsset(asset.id);
    expect(
      (
        await refusal(
          clients
            .serve()
            .postServeAsset({ url: `${clients.remote.base}/red.png`, id: 'x', destinations: [{ provider: 'mux' }] }),
        )
      ).response.body.errors,
    ).toMatchObject([{ status: '400', detail: expect.stringContaining('stands for our own storage') }]);
  });

  it.each([
    ['a page', 'page.html', 'is a web page'],
    ['what is not there', 'missing.mp4', 'answered 404'],
  ])('learn why %s cannot be fetched', async (_name, path, reason) => {
    const { data } = await clients
      .ingest()
      .postSource({ url: `${clients.remote.base}/${path}`, outputs: { renditions: [{ format: 'mp4' }] } });
    const source = await clients.settled(data.id);
    expect([source.status, source.error]).toEqual(['failed', expect.stringContaining(reason)]);
    expect(source.outputs.renditions[0]?.status).toBe('failed');
  });

  it('get unsupported features refused, not ignored', async () => {
    const order = (more: object) =>
      refusal(clients.ingest().postSource({ url: `${clients.remote.base}/film.mp4`, ...more }));
    for (const more of [
      { outputs: { transcription: { format: 'srt' } } },
      { destinations: [{ provider: 's3' }] },
      { outputs: { renditions: [{ enhance: {} }] } },
    ]) {
      const { status, response } = await order(more);
      expect([status, response.body.errors?.[0]]).toEqual([
        400,
        expect.objectContaining({ status: '400', detail: expect.stringContaining('not supported') }),
      ]);
    }
    expect((await order({ callback: 'http://10.0.0.1/' })).response.body.errors?.[0]?.detail).toMatch(/callback/);
  });
});
