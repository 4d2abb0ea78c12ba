import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusal, ShotstackClients } from '../../support/emulators/shotstack-clients';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { SHORT_LOCK } from '../../support/harness/test-worker';
import { waitUntil } from '../../support/harness/wait-until';

describeWithFfmpeg('sources when something goes wrong', () => {
  let clients: ShotstackClients;
  beforeAll(async () => {
    clients = await ShotstackClients.start();
    clients.make('long.mp4', 'testsrc2=s=960x540:r=30:d=12', '-c:v', 'mpeg4', '-q:v', '2');
  });
  afterAll(() => clients?.close());
  afterEach(async () => {
    await Promise.all(clients.here.workers.splice(0).map((worker) => worker.stop('SIGKILL')));
  });

  const rowOf = async (id: string) => {
    const { rows } = await clients.here.sql.query<{
      status: string;
      attempts: number;
      lease_epoch: number;
      finished_at: Date | null;
    }>('select status, attempts, lease_epoch, finished_at from ingest_sources where id = $1', [id]);
    return rows[0];
  };
  const objects = (id: string) => {
    const folder = join(clients.here.dataDir, 'objects');
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => path.includes(id));
  };
  const slow = { format: 'webm', quality: 90 };

  it('another worker takes over from one killed in the middle, and each file exists once', async () => {
    const first = await clients.here.worker(SHORT_LOCK);
    const { data } = await clients
      .ingest()
      .postSource({ url: `${clients.remote.base}/long.mp4`, outputs: { renditions: [slow] } });
    await waitUntil(async () => (await clients.source(data.id)).status === 'ready');
    const [rendition] = (await clients.source(data.id)).outputs.renditions;
    const encoders = () =>
      execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(`${rendition?.id}.webm`));
    await waitUntil(() => encoders().length > 0);
    await first.stop('SIGKILL');
    await waitUntil(() => encoders().length === 0);
    expect((await clients.source(data.id)).outputs.renditions[0]?.status).toBe('queued');
    await clients.here.worker(SHORT_LOCK);
    const source = await clients.settled(data.id);
    expect(source.outputs.renditions).toMatchObject([{ status: 'ready', width: 960, height: 540 }]);
    await waitUntil(async () => (await rowOf(data.id))?.finished_at != null);
    expect((await rowOf(data.id))?.attempts).toBeGreaterThanOrEqual(2);
    const names = objects(data.id).map((path) => path.split('/').at(-1)?.split('.').at(-1));
    expect(names.filter((name) => name === 'webm')).toHaveLength(1);
  });

  it('they wait while the disk of the store is nearly full, and each callback comes once', async () => {
    const full = join(clients.folder, 'is-full');
    const preload = join(clients.folder, 'nearly-full.cjs');
    // The worker's system calls report a disk with 100 MB of free space while the file exists.
    writeFileSync(
      preload,
      `const files = require('node:fs/promises'), { existsSync } = require('node:fs'), { statfs } = files;
       files.statfs = async (...args) => ({ ...(await statfs(...args)), ...(existsSync('${full}') && { bavail: 1e8, bsize: 1 }) });`,
    );
    writeFileSync(full, '');
    const { callbacks, here, remote } = clients;
    callbacks.length = 0;
    remote.requests.length = 0;
    const downloads = () => remote.requests.filter(({ method }) => method === 'GET').length;
    const retry = () =>
      here.sql.query(
        `with jobs as (update outbox set due_at = now()) update ingest_sources set failing_since = failing_since - interval '1 hour' where id = $1`,
        [data.id],
      );
    await here.worker({ NODE_OPTIONS: `--require ${preload}` });
    const renditions = [{ format: 'mp3' }];
    const callback = `${remote.base}/callback`;
    const { data } = await clients
      .ingest()
      .postSource({ url: `${remote.base}/film.mp4`, outputs: { renditions }, callback });
    const epoch = async () => (await rowOf(data.id))?.lease_epoch ?? 0;
    for (let run = 1; run <= 6; run += 1) {
      await waitUntil(async () => (await epoch()) >= run && (await clients.source(data.id)).waitingFor !== undefined);
      await retry();
    }
    expect(await clients.source(data.id)).toMatchObject({ status: 'importing' });
    expect([downloads(), callbacks, objects(data.id)]).toEqual([1, [], []]);
    rmSync(full);
    await waitUntil(async () => {
      await retry();
      return (await rowOf(data.id))?.finished_at != null;
    });
    const ready = await clients.settled(data.id);
    expect(ready).toMatchObject({ status: 'ready', outputs: { renditions: [{ status: 'ready' }] } });
    expect(ready.waitingFor).toBeUndefined();
    await waitUntil(() => callbacks.length >= 2);
    const told = callbacks.map(({ action, status }) => `${String(action)} ${String(status)}`);
    expect(told.toSorted((a, b) => a.localeCompare(b))).toEqual(['rendition ready', 'source ready']);
    expect(downloads()).toBe(2);
  });

  it('a lost job is found again', async () => {
    const { data } = await clients.ingest().postSource({ url: `${clients.remote.base}/red.png` });
    await clients.here.sql.query('delete from outbox');
    await clients.here.sql.query(`update ingest_sources set deadline_at = now() - interval '1 second' where id = $1`, [
      data.id,
    ]);
    await clients.here.worker();
    await clients.here.runMaintenance('30s');
    expect((await clients.settled(data.id)).status).toBe('ready');
  });

  it('sources that were tried too often fail, and so do their renditions', async () => {
    const { data } = await clients
      .ingest()
      .postSource({ url: `${clients.remote.base}/red.png`, outputs: { renditions: [{ format: 'png' }] } });
    await clients.here.sql.query('delete from outbox');
    await clients.here.sql.query(
      `update ingest_sources set attempts = 20, deadline_at = now() - interval '1 second' where id = $1`,
      [data.id],
    );
    await clients.here.worker();
    await clients.here.runMaintenance('30s');
    expect(await clients.settled(data.id)).toMatchObject({
      status: 'failed',
      error: 'It was tried too often.',
      outputs: { renditions: [{ status: 'failed' }] },
    });
  });

  it('deleting a source while it is being processed stops the work and leaves no file', async () => {
    await clients.here.worker();
    const { data } = await clients
      .ingest()
      .postSource({ url: `${clients.remote.base}/long.mp4`, outputs: { renditions: [slow] } });
    await waitUntil(async () => (await clients.source(data.id)).status === 'ready');
    await clients.ingest().deleteSource(data.id);
    await waitUntil(async () => (await rowOf(data.id)) === undefined && objects(data.id).length === 0);
    expect((await refusal(clients.ingest().getSource(data.id))).status).toBe(404);
  });

  it('a worker that lost its lease writes nothing', async () => {
    const worker = await clients.here.worker();
    const { data } = await clients
      .ingest()
      .postSource({ url: `${clients.remote.base}/long.mp4`, outputs: { renditions: [slow] } });
    await waitUntil(async () => (await clients.source(data.id)).status === 'ready');
    // As if another worker had taken it and still held it.
    await clients.here.sql.query(
      `update ingest_sources set lease_epoch = lease_epoch + 1, lease_until = now() + interval '1 hour' where id = $1`,
      [data.id],
    );
    // Waits for the work to end, one way or the other.
    await worker.stop();
    expect(await rowOf(data.id)).toMatchObject({ status: 'ready', finished_at: null });
    expect((await clients.source(data.id)).outputs.renditions[0]?.status).toBe('queued');
  });

  it('an upload that never arrives is deleted after a day, and one that breaks off can be sent again', async () => {
    await clients.here.worker();
    const { data: never } = await clients.ingest().getUploadSignedUrl();
    const { data: broken } = await clients.ingest().getUploadSignedUrl();
    const half = new ReadableStream({
      start: (controller) => controller.enqueue(clients.file('red.png').subarray(0, 20)),
      pull: (controller) => controller.error(new Error('gone')),
    });
    const breaking: RequestInit & { duplex: 'half' } = { method: 'PUT', body: half, duplex: 'half' };
    await expect(fetch(broken.attributes.url, breaking)).rejects.toThrow();
    // The server may take a moment to notice that the first attempt has ended.
    await waitUntil(
      async () =>
        (await fetch(broken.attributes.url, { method: 'PUT', body: new Uint8Array(clients.file('red.png')) }))
          .status === 200,
    );
    expect((await clients.settled(broken.id)).status).toBe('ready');

    await clients.here.sql.query(
      `update ingest_sources set direct_expires_at = now() - interval '22 hours' where id = $1`,
      [never.id],
    );
    expect((await fetch(never.attributes.url, { method: 'PUT', body: 'late' })).status).toBe(404);
    await clients.here.runMaintenance('1h');
    await clients.here.sql.query(
      `update ingest_sources set direct_expires_at = now() - interval '24 hours' where id = $1`,
      [never.id],
    );
    await clients.here.runMaintenance('1h');
    await waitUntil(async () => (await rowOf(never.id))?.status === 'deleted');
    await clients.here.runMaintenance('30s');
    await waitUntil(async () => (await rowOf(never.id)) === undefined);
  });

  it('the sources of an erased account are erased with it', async () => {
    await clients.here.worker();
    const { data } = await clients.ingest(clients.stranger).postSource({ url: `${clients.remote.base}/red.png` });
    await clients.edit(clients.stranger).postTemplate({ name: 'x', template: {} });
    await waitUntil(async () => (await rowOf(data.id))?.finished_at != null);
    await clients.here.sql.query(`update users set deletion_due_at = now() where id = $1`, [clients.stranger.userId]);
    await clients.here.runMaintenance('1h');
    const isErased = `select from users where id = $1 and status = 'deleted'`;
    await waitUntil(async () => (await clients.here.sql.query(isErased, [clients.stranger.userId])).rowCount === 1);
    await clients.here.runMaintenance('1h');
    await waitUntil(async () => (await rowOf(data.id))?.status !== 'ready');
    await clients.here.runMaintenance('30s');
    await waitUntil(async () => (await rowOf(data.id)) === undefined && objects(data.id).length === 0);
    const { rowCount } = await clients.here.sql.query('select from render_templates where user_id = $1', [
      clients.stranger.userId,
    ]);
    expect(rowCount).toBe(0);
  });
});
