import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

describeWithFfmpeg('the callback of a render', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  beforeAll(async () => {
    remote = await startRemoteServer();
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
  });

  it('is called when a render ends, and for each of its files, until it answers', async () => {
    const bodies: string[] = [];
    remote.respond((request, response) => {
      let body = '';
      request
        .on('data', (chunk: Buffer) => (body += chunk.toString()))
        .on('end', () => response.writeHead(bodies.push(body) === 1 ? 500 : 200).end());
    });
    const id = await here.render({
      ...titleEdit(0.2, { poster: { capture: 0 } }),
      callback: `${remote.base}/done?for=me`,
    });
    await here.until(id, 'completed');
    await waitUntil(() => bodies.length >= 4);
    const heard = bodies.map((body) => JSON.parse(body) as Record<string, string>);
    const shared = { owner: here.user.userId, error: null };
    expect(heard).toContainEqual(
      expect.objectContaining({
        ...shared,
        type: 'edit',
        action: 'render',
        id,
        status: 'done',
        url: expect.stringContaining(id),
      }),
    );
    const copies = heard.filter(({ type }) => type === 'serve');
    const copy = { ...shared, action: 'copy', render: id, status: 'ready', url: expect.stringContaining(id) };
    expect(copies).toContainEqual(expect.objectContaining({ ...copy, id }));
    expect(new Set(copies.map(({ url }) => new URL(url ?? '').pathname)).size).toBe(2);
    for (const { id: asset } of copies)
      expect(await here.call('GET', `/serve/v1/assets/${asset}`)).toMatchObject({ status: 200 });
  });

  it('says which source failed and why, as every API does', async () => {
    const bodies: string[] = [];
    remote.respond((request, response) => {
      let body = '';
      request
        .on('data', (chunk: Buffer) => (body += chunk.toString()))
        .on('end', () => response.writeHead(request.method === 'POST' && bodies.push(body) ? 200 : 404).end());
    });
    const src = `${remote.base}/none.jpg?token=hunter2`;
    const id = await here.render({
      timeline: { tracks: [{ clips: [{ asset: { type: 'image', src }, start: 0, length: 1 }] }] },
      output: { format: 'mp4', size: { width: 64, height: 36 } },
      callback: `${remote.base}/done`,
    });
    const { error } = await here.until(id, 'failed');
    const path = 'timeline.tracks[0].clips[0].asset.src';
    expect(error?.errors).toEqual([expect.objectContaining({ path, code: 'remote_fetch_failed' })]);
    const { body } = await here.call<{ response: { error: string } }>('GET', `/edit/v1/render/${id}?data=false`);
    expect(body.response.error).toContain(`${path} (${remote.base}/none.jpg)`);
    expect(body.response.error).toContain('404');
    await waitUntil(() => bodies.length >= 1);
    expect((JSON.parse(bodies[0] ?? '') as { error: string }).error).toBe(body.response.error);
    expect(JSON.stringify([error, body, bodies])).not.toContain('hunter2');
  });
});
