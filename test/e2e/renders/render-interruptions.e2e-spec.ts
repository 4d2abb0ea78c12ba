import { readFileSync } from 'node:fs';
import { processesWith } from '../../support/harness/processes-in';
import { describeWithFfmpeg, RenderHarness } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

jest.setTimeout(300_000);

describeWithFfmpeg('a render whose decoder is killed from outside', () => {
  let here: RenderInstallation;
  let harness: RenderHarness;
  let remote: RemoteServer;
  beforeAll(async () => {
    harness = new RenderHarness();
    // ffmpeg converts it for seconds.
    harness.make('large.tiff', '-f', 'lavfi', '-i', 'testsrc2=s=3000x3000,noise=alls=30', '-frames:v', '1');
    remote = await startRemoteServer();
    const picture = readFileSync(harness.path('large.tiff'));
    remote.respond((_request, response) => response.writeHead(200, { 'content-type': 'image/tiff' }).end(picture));
    here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    remote?.close();
    await harness?.close();
  });

  const start = (name: string) => {
    const asset = { type: 'image', src: `${remote.base}/${name}.tiff` };
    const timeline = { tracks: [{ clips: [{ asset, start: 0, length: 0.2 }] }] };
    return here.render({ timeline, output: { format: 'mp4', size: { width: 64, height: 36 } } });
  };
  const killDecoder = async () => {
    const [decoder] = await waitUntil(
      () => {
        const found = processesWith(/^ffmpeg\0.*source-0\.png\0/s);
        return found.length > 0 ? found : undefined;
      },
      { intervalMs: 1 },
    );
    process.kill(Number(decoder), 'SIGKILL');
    await waitUntil(() => !processesWith(/^ffmpeg\0.*source-0\.png\0/s).includes(String(decoder)));
  };

  it('is completed by another attempt', async () => {
    const id = await start('once');
    await killDecoder();
    expect(await here.until(id, 'completed')).toMatchObject({ error: null, tokens: { charged: 0.016667 } });
  });

  it('in each attempt fails after three, and costs nothing', async () => {
    const before = await here.balance();
    const id = await start('always');
    for (let attempt = 1; attempt <= 3; attempt += 1) await killDecoder();
    expect(await here.until(id, 'failed')).toMatchObject({ error: { code: 'render_failed' }, tokens: { charged: 0 } });
    expect(await here.balance()).toEqual(before);
  });
});
