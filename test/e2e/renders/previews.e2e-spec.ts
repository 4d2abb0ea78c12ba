import type { ServerResponse } from 'node:http';
import { EditPreviewService, sourceRefused } from '@app/render-proxy';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

const size = { width: 64, height: 36 };
const colored = (fill: string, start: number) => ({
  asset: { type: 'shape', shape: 'rectangle', fill: { color: fill }, rectangle: size, ...size },
  start,
  length: 1,
});
/** Red in its first second, green in its second, then a picture that cannot be fetched. */
const edit = (output: object = {}) => ({
  timeline: {
    tracks: [
      {
        clips: [
          colored('#ff0000', 0),
          colored('#00ff00', 1),
          { asset: { type: 'image', src: 'http://127.0.0.1:9/missing.png' }, start: 2, length: 1 },
        ],
      },
    ],
  },
  output: { format: 'mp4', size, fps: 25, ...output },
});

describeWithFfmpeg('previews of an edit', () => {
  let here: RenderInstallation;
  let remote: RemoteServer;
  beforeAll(async () => {
    // A preview may take 15 s, which a busy machine needs for the start of the first process.
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(10 * ms));
    remote = await startRemoteServer();
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
  });
  afterAll(async () => {
    await here?.close();
    remote.close();
  });

  const preview = (query: string, body: unknown = edit(), as = here.user) =>
    fetch(`${here.api.url}/api/v1/preview?${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${as.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const centerOf = async (answer: Response) => {
    const image = await loadImage(Buffer.from(await answer.arrayBuffer()));
    const context = createCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const pixel = context.getImageData(image.width >> 1, image.height >> 1, 1, 1).data;
    return { width: image.width, height: image.height, pixel: [...pixel] };
  };

  it('show one moment, fetch only what it shows, and cost nothing', async () => {
    const before = await here.balance();
    const png = await preview('seconds=0.5&format=png');
    expect([png.status, png.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(await centerOf(png)).toEqual({ ...size, pixel: [255, 0, 0, 255] });
    const jpeg = await preview('seconds=1.5');
    expect([jpeg.status, jpeg.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    const { pixel } = await centerOf(jpeg);
    expect(pixel[1]).toBeGreaterThan(240);
    expect(pixel[0]).toBeLessThan(15);
    const missing = await preview('seconds=2.5');
    expect({ status: missing.status, body: await missing.json() }).toMatchObject({
      status: 422,
      body: { code: 'render_source_refused', errors: [{ path: 'timeline.tracks[0].clips[2].asset.src' }] },
    });
    expect(await here.balance()).toEqual(before);
    expect((await here.call('GET', '/api/v1/jobs')).body).toMatchObject({ jobs: [] });
  });

  it('are at most as large as requested, and never larger than the edit', async () => {
    const large = edit({ size: { width: 1920, height: 1080 } });
    const [small, usual] = [await preview('resolution=preview', large), await preview('resolution=hd')];
    expect(await centerOf(small)).toMatchObject({ width: 512, height: 288 });
    expect(await centerOf(usual)).toMatchObject(size);
    expect((await preview('resolution=1080', large)).status).toBe(422);
    expect((await preview('seconds=-1')).status).toBe(422);
  });

  it('are checked as renders are', async () => {
    const answer = await preview('', edit({ format: 'mp5' }));
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 422,
      body: { code: 'invalid_edit', errors: [{ path: 'output.format' }] },
    });
  });

  it('require a confirmed address', async () => {
    const user = await here.newUser();
    await here.sql.query('update users set email_verified_at = null where id = $1', [user.userId]);
    const answer = await preview('', edit(), user);
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 403,
      body: { code: 'email_not_verified' },
    });
  });

  it('are drawn in turns: those of one account that wait for their source do not delay another account', async () => {
    const previews = here.api.app.get(EditPreviewService, { strict: false });
    const paint = (caller: string, body: object) =>
      previews.paint(caller, body, { seconds: 0, format: 'png', resolution: 'preview' });
    const requests: ServerResponse[] = [];
    /** Without those that the time limit of sources has ended. */
    const waiting = () => requests.filter(({ destroyed }) => !destroyed);
    let most = 0;
    remote.respond((_request, response) => {
      requests.push(response);
      most = Math.max(most, waiting().length);
    });
    const asset = { type: 'image', src: `${remote.base}/slow.png` };
    const slow = { ...edit(), timeline: { tracks: [{ clips: [{ asset, start: 0, length: 1 }] }] } };
    const many = Promise.allSettled(Array.from({ length: 4 }, () => paint('hoarder', slow)));
    await waitUntil(() => waiting().length === 1);
    await paint('guest', edit());
    await waitUntil(() => waiting().length === 1);
    expect(most).toBe(1);
    remote.respond((_request, response) => response.writeHead(404).end());
    for (const response of waiting()) response.writeHead(404).end();
    const outcomes = (await many).map((outcome) => outcome.status === 'rejected' && sourceRefused.is(outcome.reason));
    expect(outcomes).toEqual([true, true, true, true]);
  });
});
