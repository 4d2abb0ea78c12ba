import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectStores } from '@app/storage';
import { sourceKey, uploadKey } from '@app/uploads';
import { someBytes } from '../../support/emulators/storage-targets';
import { ffmpegsIn, processesIn } from '../../support/harness/processes-in';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import type { TestUser } from '../../support/harness/test-credentials';
import { SHORT_LOCK, type TestWorker } from '../../support/harness/test-worker';
import { send, UploadInstallation } from '../../support/harness/upload-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { driveTrack, factsOf, makeVideo, middleFrame } from '../../support/media/upload-videos';

describeWithFfmpeg('the work on an upload', () => {
  let uploads: UploadInstallation;
  let user: TestUser;
  /** Temporary files of the workers. */
  let work: string;
  const video = makeVideo();
  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'reelway-upload-work-'));
    uploads = await UploadInstallation.start('local', { TMPDIR: work });
  });
  beforeEach(async () => {
    user = await uploads.userOn('creator');
  });
  afterEach(async () => {
    await waitUntil(() => readdirSync(work).length === 0);
  });
  afterAll(async () => {
    await uploads?.close();
    rmSync(work, { recursive: true, force: true });
  });

  const historyOf = async (id: string) => {
    const { body } = await uploads.here.call<{ history: { to: string }[] }>(
      'GET',
      `/api/uploads/${id}/history`,
      undefined,
      user,
    );
    return body.history.map(({ to }) => to);
  };
  const retry = (id: string, choice = {}) => uploads.here.call('POST', `/api/uploads/${id}/retry`, choice, user);
  const DONE = ['pending', 'queued', 'processing', 'ready', 'completed'];

  it('gives each platform its file, caption and overlay, and uses one unit', async () => {
    await uploads.here.anyWorker();
    const telemetry = driveTrack();
    const more = { caption: 'Fast', hashtags: ['lap'], platforms: ['tiktok', 'youtube', 'download'], telemetry };
    const id = await uploads.upload(video, user, more);
    const state = await uploads.until(id, user, ({ status }) => status === 'completed' || status === 'failed');
    expect(state).toMatchObject({ status: 'completed', progress: 1, error: null, waiting_for: null });
    expect(state.stages.map(({ stage, status }) => [stage, status])).toEqual([
      ['verify', 'done'],
      ['telemetry', 'done'],
      ['transcode', 'done'],
      ['captions', 'done'],
    ]);
    expect(state.telemetry?.summary.max_speed_mps).toBeCloseTo(80 / 3.6, 1);
    expect(state.targets.map(({ platform, status, caption }) => [platform, status, caption])).toEqual([
      ['download', 'ready', 'Fast\n\n#lap'],
      ['tiktok', 'ready', 'Fast\n\n#lap'],
      ['youtube', 'ready', 'Fast\n\n#lap'],
    ]);
    const fileOf = (platform: string) => state.targets.find((target) => target.platform === platform)?.file ?? '';
    expect(factsOf(await uploads.file(id, user, fileOf('tiktok')))).toMatchObject({
      width: 1080,
      height: 1920,
      codecs: ['h264', 'aac'],
      seconds: expect.closeTo(2, 0),
    });
    expect(factsOf(await uploads.file(id, user, fileOf('youtube')))).toMatchObject({ width: 320, height: 180 });
    expect(fileOf('youtube')).toBe(fileOf('download'));
    expect(state.files.map(({ kind }) => kind).sort()).toEqual(
      ['contact_sheet', 'contact_sheet', 'rendition', 'rendition', 'thumbnail', 'thumbnail'].sort(),
    );
    expect([await historyOf(id), await uploads.taken(user)]).toEqual([DONE, 1]);
    const plain = await uploads.upload(video, user, { hud: false, telemetry });
    await uploads.until(plain, user, 'completed');
    const withHud = middleFrame(await uploads.file(id, user, fileOf('youtube')));
    const without = middleFrame(await uploads.file(plain, user));
    const drawn = withHud.filter((value, index) => Math.abs(value - (without[index] ?? 0)) > 60);
    expect(drawn.length).toBeGreaterThan(20);
  });

  it('shows one frame of the overlay with other settings', async () => {
    await uploads.here.anyWorker();
    const id = await uploads.upload(video, user, { telemetry: driveTrack() });
    await uploads.until(id, user, 'completed');
    const preview = async (frame: object) => {
      const answer = await fetch(`${uploads.here.api.url}/api/uploads/${id}/hud/preview`, {
        method: 'POST',
        headers: { authorization: `Bearer ${user.apiKey}`, 'content-type': 'application/json' },
        body: JSON.stringify({ seconds: 1, width: 640, height: 360, ...frame }),
      });
      return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const { status, bytes } = await preview({});
    expect([status, bytes.toString('latin1', 1, 4)]).toEqual([200, 'PNG']);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([640, 360]);
    expect((await preview({})).bytes.equals(bytes)).toBe(true);
    expect((await preview({ preset: 'moto' })).bytes.equals(bytes)).toBe(false);
    expect((await preview({ font: 'Arial:file=/etc/passwd' })).status).toBe(422);
  });

  it('reports a track that cannot be read, and goes on without an overlay', async () => {
    await uploads.here.anyWorker();
    const id = await uploads.upload(video, user, { telemetry: Buffer.from('<html>not a track</html>') });
    const state = await uploads.until(id, user, 'completed');
    expect(state.stages[1]).toMatchObject({ status: 'failed', error: { code: 'telemetry_unrecognized' } });
    expect(state.targets[0]).toMatchObject({ status: 'ready' });
    expect(middleFrame(await uploads.file(id, user)).length).toBe(160 * 90);
  });

  it('asks for the position of an undated video on the track, and draws nothing before the answer', async () => {
    await uploads.here.anyWorker();
    const usual = 'insert into upload_settings (owner_id, telemetry_offset_ms) values ($1, 500)';
    await uploads.here.sql.query(usual, [user.userId]);
    const id = await uploads.upload(makeVideo({ hasTime: false }), user, { telemetry: driveTrack() });
    const state = await uploads.until(id, user, 'completed');
    expect(state.stages[1]).toMatchObject({ status: 'failed', error: { code: 'telemetry_needs_confirmation' } });
    const before = middleFrame(await uploads.file(id, user));
    expect((await retry(id, { telemetry_candidate: 'start_of_track', telemetry_offset_ms: 20_000 })).status).toBe(200);
    const after = await uploads.until(id, user, ({ status, stages }) => {
      return status === 'completed' && stages[1]?.status !== 'failed';
    });
    expect(after.telemetry?.summary.max_speed_mps).toBeCloseTo(80 / 3.6, 1);
    expect(after.telemetry?.alignment.offset_seconds).toBe(20);
    expect(middleFrame(await uploads.file(id, user)).equals(before)).toBe(false);
    expect(await uploads.taken(user)).toBe(1);
    expect((await retry(id)).status).toBe(409);
  });

  it('fails a file that is no video, for good, and gives the unit back', async () => {
    await uploads.here.anyWorker();
    const id = await uploads.upload(someBytes(5_000), user);
    expect(await uploads.until(id, user, 'failed')).toMatchObject({
      error: { code: 'upload_unusable', help: expect.stringContaining('Send a complete') },
      stages: [{ stage: 'verify', status: 'failed', error: { code: 'upload_unusable' } }, {}, {}, {}],
      files: [],
    });
    expect(await uploads.taken(user)).toBe(0);
    expect(await retry(id)).toMatchObject({ status: 409, body: { code: 'upload_not_retryable' } });
  });

  it('fails a target that cannot take the video, and no other', async () => {
    await uploads.here.anyWorker();
    const id = await uploads.upload(video, user, { platforms: ['instagram', 'download'] });
    const state = await uploads.until(id, user, 'partial');
    expect(state.targets).toMatchObject([
      { platform: 'download', status: 'ready', error: null },
      { platform: 'instagram', status: 'failed', file: null, error: { code: 'video_too_short' } },
    ]);
    expect(await uploads.taken(user)).toBe(1);
    expect(await retry(id, { telemetry_offset_ms: 100 })).toMatchObject({
      status: 409,
      body: { code: 'upload_not_retryable', detail: expect.stringContaining('has no track') },
    });
    expect((await retry(id)).status).toBe(200);
    expect(await uploads.until(id, user, 'partial')).toMatchObject({ status: 'partial' });
    expect(await uploads.taken(user)).toBe(1);
  });

  it('is cancelled in the middle of a transcode: ffmpeg ends, the unit comes back, and nothing stays', async () => {
    await uploads.here.anyWorker();
    const id = await uploads.upload(makeVideo({ loops: 150 }), user, { platforms: ['tiktok'] });
    await waitUntil(() => ffmpegsIn(work).length > 0);
    const { progress } = await uploads.state(id, user);
    const answer = await uploads.here.call('POST', `/api/uploads/${id}/cancel`, undefined, user);
    expect(answer.status).toBe(200);
    await uploads.until(id, user, 'cancelled');
    await waitUntil(() => processesIn(work).length === 0);
    expect(progress).toBeLessThan(1);
    expect(await uploads.taken(user)).toBe(0);
    const objects = uploads.here.api.app.get(ObjectStores, { strict: false }).sources;
    await waitUntil(async () => (await objects.head(sourceKey({ userId: user.userId, id })))?.size === 0);
    await waitUntil(() => readdirSync(work).length === 0);
    expect(await historyOf(id)).toEqual(['pending', 'queued', 'processing', 'cancelled']);
  });

  it('forgets an upload that was never completed: row, files and unit', async () => {
    await uploads.here.anyWorker();
    const { body } = await uploads.presign(video, user);
    expect((await send(body.presigned_url, body.headers, video)).status).toBe(200);
    const age = `update uploads set created_at = now() - interval '25 hours', urls_end_at = now() - interval '24 hours' where id = $1`;
    await uploads.here.sql.query(age, [body.upload_id]);
    await uploads.here.runMaintenance('1h');
    const row = () => uploads.here.sql.query('select from uploads where id = $1', [body.upload_id]);
    await waitUntil(async () => (await row()).rowCount === 0);
    const objects = uploads.here.api.app.get(ObjectStores, { strict: false }).sources;
    expect(await objects.head(uploadKey({ userId: user.userId, id: body.upload_id }, 'source'))).toBeUndefined();
    expect(await uploads.taken(user)).toBe(0);
  });

  it('is handed back by a worker that stops, and finished by the next one', async () => {
    await uploads.here.stopWorkers('SIGTERM');
    const first = await uploads.here.worker({ JOB_DRAIN_SECONDS: '1' });
    const id = await uploads.upload(video, user, { platforms: ['tiktok'] });
    // A paused encoder is unfinished when its worker receives SIGTERM, however fast the machine.
    await waitUntil(() => ffmpegsIn(work).some((pid) => process.kill(Number(pid), 'SIGSTOP')));
    await first.stop();
    const { rows } = await uploads.here.sql.query<{ attempts: number; lease_until: Date | null; status: string }>(
      'select attempts, lease_until, status from uploads where id = $1',
      [id],
    );
    expect(rows).toEqual([{ attempts: 0, lease_until: null, status: 'processing' }]);
    await uploads.here.worker();
    expect(await uploads.until(id, user, 'completed')).toMatchObject({ targets: [{ status: 'ready' }] });
    expect([await historyOf(id), await uploads.taken(user)]).toEqual([DONE, 1]);
  });

  /** The worker that took over in the last case, and that dies in the next one: a start takes several seconds. */
  let heir: TestWorker | undefined;
  const onlyWorker = async () => {
    await uploads.here.stopWorkers('SIGTERM');
    return uploads.here.worker(SHORT_LOCK);
  };

  it.each(['verify', 'telemetry', 'transcode', 'captions'])(
    'completes once although its worker is killed at the stage %s',
    async (stage) => {
      const { sql } = uploads.here;
      // The worker waits inside the statement that begins the stage.
      await sql.query(`
        create function hold_stage() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock(4711); return new; end $$`);
      await sql.query(`
        create trigger hold_stage before update on uploads for each row
        when (new.stages -> '${stage}' ->> 'status' = 'running' and old.stages -> '${stage}' is null) execute function hold_stage()`);
      await sql.query('select pg_advisory_lock(4711)');
      const worker = heir?.isRunning() ? heir : await onlyWorker();
      const id = await uploads.upload(video, user, { telemetry: driveTrack() });
      try {
        const held = `select from pg_locks where locktype = 'advisory' and not granted
          and database = (select oid from pg_database where datname = current_database())`;
        await waitUntil(async () => (await sql.query(held)).rowCount);
        await worker.stop('SIGKILL');
      } finally {
        await sql.query('select pg_advisory_unlock(4711)');
        await sql.query('drop trigger hold_stage on uploads');
        await sql.query('drop function hold_stage()');
      }
      heir = await onlyWorker();
      await sql.query(`update uploads set deadline_at = now() where id = $1 and finished_at is null`, [id]);
      await uploads.here.runMaintenance('30s');
      const state = await uploads.until(id, user, 'completed');
      expect(state.stages.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
      expect([await historyOf(id), await uploads.taken(user)]).toEqual([DONE, 1]);
    },
  );

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('waits with a reason while the disk is full, and goes on when there is room', async () => {
    await uploads.here.stopWorkers('SIGTERM');
    // A file system that has no free block, on every Linux.
    const full = await uploads.here.worker({ TMPDIR: '/proc' });
    const id = await uploads.upload(video, user);
    const waiting = await uploads.until(id, user, ({ waiting_for }) => waiting_for !== null);
    expect(waiting).toMatchObject({ status: 'processing', waiting_for: 'disk_space', error: null });
    await full.stop();
    await uploads.here.worker();
    await uploads.here.sql.query('update uploads set deadline_at = now() where id = $1', [id]);
    await uploads.here.runMaintenance('30s');
    expect(await uploads.until(id, user, 'completed')).toMatchObject({ waiting_for: null });
    expect(await uploads.taken(user)).toBe(1);
  });

  onLinux('waits with a reason when the disk fills up in the middle of a file, and goes on', async () => {
    await uploads.here.stopWorkers('SIGTERM');
    const folder = mkdtempSync(join(tmpdir(), 'reelway-full-disk-'));
    const [program, full, asked] = [join(folder, 'ffmpeg'), join(folder, 'is-full'), join(folder, 'asked')];
    // While the disk is full, the second file is written to a device that has no room.
    const fill = `case "$*" in *rendition-2.mp4*) [ -e '${full}' ] && ln -sf /dev/full rendition-2.mp4;;
      *-encoders*) echo asked >> '${asked}';; esac`;
    writeFileSync(program, `#!/bin/sh\n${fill}\nexec ffmpeg "$@"\n`, { mode: 0o755 });
    const probe = `case "$*" in *-show_streams*) echo probed >> '${asked}';; esac\nexec ffprobe "$@"\n`;
    writeFileSync(join(folder, 'ffprobe'), `#!/bin/sh\n${probe}`, { mode: 0o755 });
    writeFileSync(full, '');
    try {
      await uploads.here.worker({ FFMPEG_PATH: program });
      const id = await uploads.upload(video, user, { platforms: ['tiktok', 'download'] });
      const waiting = await uploads.until(id, user, ({ waiting_for }) => waiting_for !== null);
      expect(waiting).toMatchObject({ status: 'processing', waiting_for: 'disk_space', error: null });
      rmSync(full);
      await uploads.here.sql.query('update uploads set deadline_at = now() where id = $1', [id]);
      await uploads.here.runMaintenance('30s');
      expect(await uploads.until(id, user, 'completed')).toMatchObject({ waiting_for: null });
      // The worker asks once what its ffmpeg can do, and each of the two runs inspects the video once.
      expect(readFileSync(asked, 'utf8').split('\n').sort()).toEqual(['', 'asked', 'probed', 'probed']);
    } finally {
      rmSync(folder, { recursive: true });
      await uploads.here.stopWorkers('SIGTERM');
    }
  });
});
