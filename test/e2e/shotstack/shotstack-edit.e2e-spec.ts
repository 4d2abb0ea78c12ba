import { refusal, ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

describeWithFfmpeg("edits of Shotstack's clients", () => {
  let door: ShotstackClients;
  beforeAll(async () => {
    door = await ShotstackClients.start();
    await door.here.worker();
  });
  afterAll(() => door?.close());

  it.each(['v1', 'stage'])(
    'render on %s, with the official SDK: queued, done, downloaded, served, deleted',
    async (stage) => {
      const queued = await door.edit(door.here.user, stage).postRender({
        ...titleEdit(0.4, { poster: { capture: 0 } }, '{{ NAME }}'),
        merge: [{ find: 'NAME', replace: 'Jane' }],
      });
      expect(queued).toMatchObject({
        success: true,
        message: 'Created',
        response: { message: 'Render Successfully Queued' },
      });
      const { id } = queued.response;
      const first = await door.edit().getRender(id, { data: false });
      expect(first).toMatchObject({ success: true, message: 'OK', response: { id, owner: door.here.user.userId } });
      const done = await door.rendered(id);
      expect(done).toMatchObject({ status: 'done', duration: 0.4 });
      expect(done.data).toBeUndefined();
      expect(JSON.stringify(await door.sentEdit(id))).toContain('{{ NAME }}');
      expect(JSON.stringify(await door.sentEdit(id, 'merged=true'))).toContain('Jane');
      const video = Buffer.from(await (await fetch(done.url ?? '')).arrayBuffer());
      expect(video.subarray(4, 8).toString()).toBe('ftyp');

      const assets = (await door.serve().getAssetByRenderId(id)).data.map(({ attributes }) => attributes);
      expect(assets.map(({ filename, status, renderId }) => [filename, status, renderId])).toEqual([
        [`video_${id}.mp4`, 'ready', id],
        [`video_${id}-poster.jpg`, 'ready', id],
      ]);
      const [film, poster] = assets;
      expect((await door.serve().getAsset(poster?.id ?? '')).data.attributes).toMatchObject({
        filename: `video_${id}-poster.jpg`,
      });
      await door.serve().deleteAsset(poster?.id ?? '');
      expect((await refusal(door.serve().getAsset(poster?.id ?? ''))).status).toBe(404);
      expect((await door.serve().getAsset(film?.id ?? '')).data.attributes.id).toBe(film?.id);
      expect((await fetch(poster?.url ?? '')).status).toBe(404);
      await door.serve().deleteAsset(film?.id ?? '');
      expect((await door.serve().getAssetByRenderId(id)).data).toEqual([]);
      await waitUntil(async () => (await fetch(film?.url ?? '')).status === 404);
    },
  );

  it('save templates and render them', async () => {
    const template = titleEdit(0.2, {}, '{{ TITLE }}');
    const created = await door.edit().postTemplate({ name: 'Greeting', template });
    expect(created).toMatchObject({
      success: true,
      message: 'Created',
      response: { message: 'Template Successfully Created' },
    });
    const { id } = created.response;
    expect((await door.here.call<{ response: object }>('GET', `/edit/v1/templates/${id}`)).body.response).toEqual({
      id,
      name: 'Greeting',
      owner: door.here.user.userId,
      template,
    });
    const other = {
      ...titleEdit('{{ LENGTH }}' as never, {}, '{{ TITLE }}'),
      merge: [{ find: 'TITLE', replace: 'Hello' }],
    };
    expect(await door.edit().putTemplate(id, { name: 'Greetings', template: other })).toMatchObject({
      message: 'OK',
      response: { message: 'Template Successfully Updated', id },
    });
    expect((await door.edit().getTemplates()).response).toMatchObject({
      owner: door.here.user.userId,
      templates: [{ id, name: 'Greetings', created: expect.any(String) }],
    });
    const incomplete = await refusal(door.edit().postTemplateRender({ id }));
    expect([incomplete.status, incomplete.response.body.response?.error]).toEqual([400, expect.any(String)]);
    const queued = await door.edit().postTemplateRender({
      id,
      merge: [
        { find: 'LENGTH', replace: 0.2 },
        { find: 'TITLE', replace: 'Bye' },
      ],
    });
    const done = await door.rendered(queued.response.id);
    expect(done.duration).toBe(0.2);
    expect(JSON.stringify(await door.sentEdit(done.id, 'merged=true'))).toContain('Bye');
    await door.edit().deleteTemplate(id);
    expect((await refusal(door.edit().getTemplate(id))).status).toBe(404);
  });

  it('probe a file', async () => {
    const { response } = await door.edit().probe(`${door.remote.base}/film.mp4`);
    expect(response.metadata).toMatchObject({
      streams: [{ codec_name: 'h264', width: 160 }, { codec_name: 'aac' }],
      chapters: [],
      format: { filename: `${door.remote.base}/film.mp4` },
    });
    expect((await refusal(door.edit().probe(`${door.remote.base}/page.html`))).response.body).toMatchObject({
      success: false,
      code: 'render_source_refused',
    });
    expect((await refusal(door.edit().probe('http://169.254.169.254/latest'))).status).toBe(400);
  });
});
