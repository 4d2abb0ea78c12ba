import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderInstallation, titleEdit } from '../support/render-installation';
import { describeWithFfmpeg } from '../support/render-harness';

jest.setTimeout(90_000);

describeWithFfmpeg('renders with the local engine', () => {
  let here: RenderInstallation;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reelway-watch-'));
    here = await RenderInstallation.start();
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const probe = async (url: string) => {
    const path = join(folder, 'video');
    writeFileSync(path, Buffer.from(await (await fetch(url)).arrayBuffer()));
    const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', path];
    return JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as {
      streams: { codec_name: string; width?: number; height?: number; nb_frames?: string }[];
      format: { duration: string };
    };
  };

  it('end in a video at a signed address, charged by its length', async () => {
    const [before] = await here.balance();
    const accepted = await here.call<{ success: boolean; job_id: string; estimated_tokens: number }>('POST', '/api/v1/render', titleEdit(1.2));
    expect(accepted).toMatchObject({ status: 201, body: { success: true, estimated_tokens: 0.033334 } });
    const { job_id: id } = accepted.body;
    const job = await here.until(id, 'completed');
    expect(job).toMatchObject({ progress: 1, error: null, tokens: { reserved: 0.033334, charged: 0.033334, refunded: 0 }, result: { duration_seconds: 1.2 } });
    const facts = await probe(job.result?.video_url ?? '');
    expect(facts.streams.find(({ width }) => width)).toMatchObject({ codec_name: 'h264', width: 64, height: 36, nb_frames: '30' });
    expect(await here.balance()).toEqual([expect.closeTo(before - 0.033334, 6), 0]);
    const video = await here.call('GET', `/api/v1/videos/${id}`);
    expect(video).toMatchObject({ status: 200, body: { transfer_status: 'completed', duration_seconds: 1.2, render_id: id, expires_at: null } });
    expect((await here.call('GET', `/api/v1/render/${id}`)).body).toMatchObject({ success: true, response: { id, status: 'done', duration: 1.2 } });
  });
});
