import { refusal, ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { httpClient } from '../../support/servers/http-client';

describeWithFfmpeg("edits of Shotstack's clients", () => {
  let clients: ShotstackClients;
  beforeAll(async () => {
    clients = await ShotstackClients.start();
    await clients.here.worker();
  });
  afterAll(() => clients?.close());

  it.each(['v1', 'stage'])(
    'render on %s, with the official SDK: queued, done, downloaded, served, deleted',
    async (stage) => {
      const queued = await clients.edit(clients.here.user, stage).postRender({
        ...titleEdit(0.4, { poster: { capture: 0 } }, '{{ NAME }}'),
        merge: [{ find: 'NAME', replace: 'Jane' }],
      });
      expect(queued).toMatchObject({
        success: true,
        message: 'Created',
        response: { message: 'Render Successfully Queued' },
      });
      const { id } = queued.response;
      const first = await clients.edit().getRender(id, { data: false });
      expect(first).toMatchObject({ success: true, message: 'OK', response: { id, owner: clients.here.user.userId } });
      const done = await clients.rendered(id);
      expect(done).toMatchObject({ status: 'done', duration: 0.4 });
      expect(done.data).toBeUndefined();
      expect(JSON.stringify(await clients.sentEdit(id))).toContain('{{ NAME }}');
      expect(JSON.stringify(await clients.sentEdit(id, 'merged=true'))).toContain('Jane');
      const video = Buffer.from(await (await fetch(done.url ?? '')).arrayBuffer());
      expect(video.subarray(4, 8).toString()).toBe('ftyp');

      const assets = (await clients.serve().getAssetByRenderId(id)).data.map(({ attributes }) => attributes);
      expect(assets.map(({ filename, status, renderId }) => [filename, status, renderId])).toEqual([
        [`video_${id}.mp4`, 'ready', id],
        [`video_${id}-poster.jpg`, 'ready', id],
      ]);
      const [film, poster] = assets;
      expect((await clients.serve().getAsset(poster?.id ?? '')).data.attributes).toMatchObject({
        filename: `video_${id}-poster.jpg`,
      });
      await clients.serve().deleteAsset(poster?.id ?? '');
      expect((await refusal(clients.serve().getAsset(poster?.id ?? ''))).status).toBe(404);
      expect((await clients.serve().getAsset(film?.id ?? '')).data.attributes.id).toBe(film?.id);
      expect((await fetch(poster?.url ?? '')).status).toBe(404);
      await clients.serve().deleteAsset(film?.id ?? '');
      expect((await clients.serve().getAssetByRenderId(id)).data).toEqual([]);
      await waitUntil(async () => (await fetch(film?.url ?? '')).status === 404);
    },
  );

  it('save templates and render them', async () => {
    const template = titleEdit(0.2, {}, '{{ TITLE }}');
    const created = await clients.edit().postTemplate({ name: 'Greeting', template });
    expect(created).toMatchObject({
      success: true,
      message: 'Created',
      response: { message: 'Template Successfully Created' },
    });
    const { id } = created.response;
    expect((await clients.here.call<{ response: object }>('GET', `/edit/v1/templates/${id}`)).body.response).toEqual({
      id,
      name: 'Greeting',
      owner: clients.here.user.userId,
      template,
      revision: 1,
    });
    const other = {
      ...titleEdit('{{ LENGTH }}' as never, {}, '{{ TITLE }}'),
      merge: [{ find: 'TITLE', replace: 'Hello' }],
    };
    expect(await clients.edit().putTemplate(id, { name: 'Greetings', template: other })).toMatchObject({
      message: 'OK',
      response: { message: 'Template Successfully Updated', id },
    });
    expect((await clients.edit().getTemplates()).response).toMatchObject({
      owner: clients.here.user.userId,
      templates: [{ id, name: 'Greetings', created: expect.any(String) }],
    });
    const incomplete = await refusal(clients.edit().postTemplateRender({ id }));
    expect([incomplete.status, incomplete.response.body.response?.error]).toEqual([400, expect.any(String)]);
    const queued = await clients.edit().postTemplateRender({
      id,
      merge: [
        { find: 'LENGTH', replace: 0.2 },
        { find: 'TITLE', replace: 'Bye' },
        { find: 'NOTHING', replace: null },
      ],
    });
    const done = await clients.rendered(queued.response.id);
    expect(done.duration).toBe(0.2);
    expect(JSON.stringify(await clients.sentEdit(done.id, 'merged=true'))).toContain('Bye');
    const values = { LENGTH: 0.2, TITLE: 'Hello' };
    await clients.edit().putTemplate(id, { name: 'Greetings', template: { ...other, merge: values } as never });
    for (const merge of [[], [{ find: 'LENGTH', replace: 0.2 }]]) {
      const malformed = await clients.here.call('POST', '/edit/v1/templates/render', { id, merge });
      expect(malformed).toMatchObject({ status: 400, body: { code: 'invalid_edit', errors: [{ path: 'merge' }] } });
    }
    await clients.edit().deleteTemplate(id);
    expect((await refusal(clients.edit().getTemplate(id))).status).toBe(404);
  });

  it('replace and delete a template as they have read it, if they name its revision', async () => {
    const call = httpClient(clients.here.api.url);
    const { id } = (await clients.edit().postTemplate({ name: 'First', template: titleEdit(0.2) })).response;
    const send = (method: string, name?: string, tag?: string) =>
      call<{ code: string; response: { name: string; revision: number } }>(method, `/edit/v1/templates/${id}`, {
        token: clients.here.user.apiKey,
        body: name === undefined ? undefined : { name, template: titleEdit(0.2) },
        ...(tag !== undefined && { headers: { 'if-match': tag } }),
      });
    const first = (await send('GET')).headers.get('etag') ?? '';
    expect(first).toBe('"1"');
    const rivals = await Promise.all(['One', 'Other'].map((name) => send('PUT', name, first)));
    expect(rivals.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const refused = rivals.find(({ status }) => status === 409);
    expect(refused?.body.code).toBe('template_changed');
    const kept = await send('GET');
    expect(kept.body.response).toMatchObject({ name: rivals[0]?.status === 200 ? 'One' : 'Other', revision: 2 });
    for (const tag of [first, '"later"', '"3"']) expect((await send('DELETE', undefined, tag)).status).toBe(409);
    expect((await send('PUT', 'Last')).headers.get('etag')).toBe('"3"');
    expect((await send('PUT', 'Any', '*')).headers.get('etag')).toBe('"4"');
    expect((await send('DELETE', undefined, 'W/"4"')).status).toBe(204);
    for (const method of ['PUT', 'DELETE'])
      expect((await send(method, method === 'PUT' ? 'Gone' : undefined, '"4"')).status).toBe(404);
  });

  it('probe a file', async () => {
    const { response } = await clients.edit().probe(`${clients.remote.base}/film.mp4`);
    expect(response.metadata).toMatchObject({
      streams: [{ codec_name: 'h264', width: 160 }, { codec_name: 'aac' }],
      chapters: [],
      format: { filename: `${clients.remote.base}/film.mp4` },
    });
    expect((await refusal(clients.edit().probe(`${clients.remote.base}/page.html`))).response.body).toMatchObject({
      success: false,
      code: 'render_source_refused',
    });
    expect((await refusal(clients.edit().probe('http://169.254.169.254/latest'))).status).toBe(400);
  });
});
