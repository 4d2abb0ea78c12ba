import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { GCS_BUCKET, gcs } from '../../../apps/emulators/src/gcs/gcs';
import { type ShotstackEmulator, startShotstackEmulator } from '../../support/emulators/shotstack-emulator';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { type Job, RenderInstallation, titleEdit } from '../../support/harness/render-installation';
import { waitUntil } from '../../support/harness/wait-until';

describeWithFfmpeg('renders with Shotstack into a Google bucket', () => {
  let here: RenderInstallation;
  let shotstack: ShotstackEmulator;
  let folder: string;
  const google = createEmulators([gcs()]);
  let googleUrl: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reelway-google-'));
    await google.listen({ host: '127.0.0.1', port: 0 });
    const { port } = google.server.address() as AddressInfo;
    googleUrl = `http://127.0.0.1:${port}/gcs`;
    const keyFile = join(folder, 'service-account.json');
    const credentials = await (await fetch(`${googleUrl}/_test/credentials`)).text();
    await writeFile(keyFile, credentials);
    shotstack = await startShotstackEmulator();
    await shotstack.control('PUT', '/gcs', { url: googleUrl, credentials: JSON.parse(credentials) as object });
    here = await RenderInstallation.start({
      SHOTSTACK_API_KEY: 'a-key',
      SHOTSTACK_API_URL: `${shotstack.url}/edit/v1`,
      FETCH_ALLOW_HOSTS: `127.0.0.1:${shotstack.port}`,
      GCS_API_URL: googleUrl,
      GCS_BUCKET,
      GOOGLE_APPLICATION_CREDENTIALS: keyFile,
    });
    await here.worker();
  });
  afterAll(async () => {
    await here?.close();
    await shotstack?.close();
    await google.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Advances Shotstack's time until the job has ended. */
  const finish = (id: string) =>
    waitUntil(
      async () => {
        await shotstack.advance(5);
        const job: Job = await here.job(id);
        return job.status === 'completed' ? job : undefined;
      },
      { timeoutMs: 120_000, intervalMs: 200 },
    );
  const bucketOf = async (id: string) => {
    const { rows } = await here.sql.query<{ object_key: string }>('select object_key from renders where id = $1', [id]);
    return rows[0]?.object_key ?? '';
  };

  it('name our bucket once, with the key fixed when the render was accepted, and the file is public', async () => {
    const monthOf = () => new Date().toISOString().slice(0, 7).replace('-', '/');
    const before = monthOf();
    const id = await here.render(
      titleEdit(10, {
        size: { width: 320, height: 180 },
        destinations: [{ provider: 'google-cloud-storage', options: { bucket: 'theirs' } }],
      }),
    );
    const key = await bucketOf(id);
    // A month may have begun meanwhile.
    expect([before, monthOf()].map((month) => `videos/${month}/user_${here.user.userId}/video_${id}.mp4`)).toContain(
      key,
    );
    const job = await finish(id);
    const [submission] = (await shotstack.score()).submissions;
    const options = { bucket: GCS_BUCKET, prefix: key.slice(0, key.lastIndexOf('/')), filename: `video_${id}` };
    expect(submission?.destinations).toEqual([{ provider: 'google-cloud-storage', options }]);
    expect(job.result?.video_url).toContain(key);
    const video = await fetch(job.result?.video_url ?? '');
    expect({ status: video.status, size: (await video.arrayBuffer()).byteLength }).toEqual({
      status: 200,
      size: job.result?.size_bytes,
    });
  });

  it('are waited for, so that our copy is written last', async () => {
    const id = await here.render(titleEdit(10, { size: { width: 320, height: 180 } }, 'copied'));
    const job = await finish(id);
    expect(
      (await shotstack.score()).copies.some(({ object, status }) => object.includes(id) && status === 'ready'),
    ).toBe(true);
    expect((await fetch(job.result?.video_url ?? '')).status).toBe(200);
  });
});
