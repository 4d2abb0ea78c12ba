import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { RenderInstallation } from '../../support/harness/render-installation';
import { type RemoteServer, startRemoteServer } from '../../support/servers/remote-server';

const MOST_SECONDS = 200;

describeWithFfmpeg('lengths that only the sources tell', () => {
  let here: RenderInstallation;
  let folder: string;
  let remote: RemoteServer;
  let isAway = false;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-lengths-'));
    const videoOf = (seconds: number) => {
      const path = join(folder, `${seconds}.mp4`);
      const source = ['-f', 'lavfi', '-i', `color=red:size=64x36:rate=5:duration=${seconds}`];
      execFileSync('ffmpeg', ['-v', 'error', ...source, '-pix_fmt', 'yuv420p', path]);
      return readFileSync(path);
    };
    const files: Readonly<Record<string, Buffer>> = {
      '/short.mp4': videoOf(2),
      '/long.mp4': videoOf(70),
      '/longest.mp4': videoOf(MOST_SECONDS + 10),
      '/captions.srt': Buffer.from('1\n00:00:01,000 --> 00:03:00,000\nHello\n'),
    };
    remote = await startRemoteServer();
    remote.respond(({ url = '' }, response) => {
      const file = files[url.replace(/\?.*/, '')];
      if (isAway || !file) response.writeHead(503).end();
      else response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': file.length }).end(file);
    });
    here = await RenderInstallation.start({
      FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}`,
      RENDER_MAX_SECONDS: String(MOST_SECONDS),
    });
    await here.worker();
  });
  beforeEach(() => {
    isAway = false;
  });
  afterAll(async () => {
    await here?.close();
    remote.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const clipOf = (path: string, type = 'video') => ({
    asset: { type, src: `${remote.base}${path}` },
    start: 'auto',
    length: 'auto',
  });
  const editOf = (...clips: object[]) => ({
    timeline: { tracks: [{ clips }] },
    output: { format: 'mp4', size: { width: 64, height: 36 }, fps: 12 },
  });
  const ended = ({ status }: { status: string }) => status === 'failed' || status === 'completed';

  it('are asked for before the render is charged', async () => {
    expect(await here.until(await here.render(editOf(clipOf('/short.mp4'))), 'completed')).toMatchObject({
      tokens: { reserved: 0.033334, charged: 0.033334 },
      result: { duration_seconds: 2 },
    });
  });

  it('are known for many sources, and for captions', async () => {
    const many = Array.from({ length: 25 }, (_, index) => clipOf(`/short.mp4?${index}`));
    expect(await here.call('POST', '/api/v1/estimate', editOf(...many))).toMatchObject({
      body: { duration_seconds: 50, exact: true, unknown_sources: [] },
    });
    expect(await here.call('POST', '/api/v1/estimate', editOf(clipOf('/captions.srt', 'rich-caption')))).toMatchObject({
      body: { duration_seconds: 180, exact: true, unknown_sources: [] },
    });
  });

  it('do not exceed the maximum', async () => {
    expect(await here.call('POST', '/api/v1/render', editOf(clipOf('/longest.mp4')))).toMatchObject({
      status: 422,
      body: { code: 'invalid_edit', errors: [{ path: 'timeline.tracks[0].clips[0].length', code: 'too_long' }] },
    });
  });

  it('are refused when they turn out to exceed the hold', async () => {
    isAway = true;
    const accepted = await here.call<{ job_id: string; estimated_tokens: number; warnings: object[] }>(
      'POST',
      '/api/v1/render',
      editOf(clipOf('/long.mp4')),
    );
    expect(accepted).toMatchObject({
      status: 201,
      body: { estimated_tokens: 1, warnings: [{ code: 'unknown_length' }] },
    });
    isAway = false;
    expect(await here.until(accepted.body.job_id, ended)).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalid_edit',
        errors: [{ code: 'too_long', message: expect.stringContaining('more than the 60 s that were reserved') }],
      },
      tokens: { charged: 0 },
    });
  });
});
