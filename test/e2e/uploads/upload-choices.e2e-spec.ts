import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ObjectStores } from '@app/storage';
import { sourceKey, telemetryKey, UploadDataSubjectRepository } from '@app/uploads';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { CAPTIONS_KEY, captions } from '../../../apps/emulators/src/captions/captions';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { someBytes } from '../../support/emulators/storage-targets';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import type { TestUser } from '../../support/harness/test-credentials';
import { type PartList, send, UploadInstallation, type UploadState } from '../../support/harness/upload-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { driveTrack, factsOf, framesIn, makeVideo } from '../../support/media/upload-videos';

describeWithFfmpeg('what the owner of an upload chooses', () => {
  const emulators = createEmulators([captions()]);
  let uploads: UploadInstallation;
  let base: string;
  let user: TestUser;
  const video = makeVideo();
  beforeAll(async () => {
    await emulators.listen({ host: '127.0.0.1', port: 0 });
    base = `http://127.0.0.1:${(emulators.server.address() as AddressInfo).port}/captions`;
    const env = { CAPTION_API_BASE: `${base}/v1`, CAPTION_API_KEY: CAPTIONS_KEY, CAPTION_MODEL: 'test-model' };
    uploads = await UploadInstallation.start('local', env);
    await uploads.here.worker();
  });
  afterAll(async () => {
    await uploads?.close();
    await emulators.close();
  });

  const owner = async (tier: 'solo' | 'creator' | 'growth', settings: { auto: boolean; template?: string }) => {
    user = await uploads.userOn(tier);
    await uploads.here.sql.query(
      'insert into upload_settings (owner_id, auto_captions, caption_template, hud_speed_unit) values ($1, $2, $3, $4)',
      [user.userId, settings.auto, settings.template ?? null, 'kmh'],
    );
  };
  const captionOf = async (more: object = {}): Promise<{ text: string | null; state: UploadState }> => {
    const id = await uploads.upload(video, user, { telemetry: driveTrack(), hud: false, ...more });
    const state = await uploads.until(id, user, 'completed');
    return { text: state.targets[0]?.caption ?? null, state };
  };
  const faults = (plan: object) =>
    fetch(`${base}/_test/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(plan),
    });

  it('captions: are written by the service only where the owner wrote none', async () => {
    await owner('creator', { auto: true });
    expect((await captionOf()).text).toBe('Written about ride.mp4.\n\n#written #by');
    expect((await captionOf({ caption: 'Mine' })).text).toBe('Mine');
  });

  it.each([
    ['fails', { failing: 1 }],
    ['answers nonsense', { nonsense: 1 }],
  ])('captions: describe the track when the service %s', async (_what, plan) => {
    await owner('creator', { auto: true });
    await faults(plan);
    const { text, state } = await captionOf();
    expect(text).toMatch(/^0\.0 km in 0:02, top speed 80 km\/h$/);
    expect(state.stages[3]).toMatchObject({ status: 'done', error: { code: 'captions_unavailable' } });
  });

  it("captions: follow the owner's template on plans that include it", async () => {
    await owner('growth', { auto: false, template: 'At {max_speed}\n{caption}' });
    expect((await captionOf({ caption: '{score} <b>' })).text).toBe('At 80 km/h\n{score} <b>');
    await owner('solo', { auto: true, template: 'At {max_speed}' });
    expect((await captionOf({ caption: 'Mine' })).text).toBe('Mine');
    expect((await captionOf()).text).toBe('');
  });

  /** An even picture of one colour, wider than high. */
  const redPicture = (): Promise<Buffer> => {
    const canvas = createCanvas(400, 200);
    const context = canvas.getContext('2d');
    context.fillStyle = '#D01010';
    context.fillRect(0, 0, 400, 200);
    return canvas.encode('png');
  };
  /** Announces a cover for each platform, and sends everything. A number is a moment of the video. */
  const uploadWithCovers = async (covers: Readonly<Record<string, number | Buffer>>, more: object): Promise<string> => {
    const announced = Object.entries(covers).map(([platform, cover]) =>
      typeof cover === 'number'
        ? { platform, seconds: cover }
        : { platform, image: { file_size: cover.length, content_type: 'image/png' } },
    );
    const { status, body } = await uploads.presign(video, user, { covers: announced, ...more });
    expect(status).toBe(201);
    await send(body.presigned_url, body.headers, video);
    const complete = () =>
      uploads.here.call<{ code: string }>('POST', `/api/uploads/${body.upload_id}/complete`, {}, user);
    expect((await complete()).body.code).toBe('cover_not_found');
    for (const { platform, presigned_url: url, headers } of body.covers)
      await send(url, headers, covers[platform] as Buffer);
    expect((await complete()).status).toBe(200);
    return body.upload_id;
  };
  const coverOf = async (id: string, { targets }: UploadState, platform: string) => {
    const file = targets.find((target) => target.platform === platform)?.cover ?? undefined;
    const image = await loadImage(await uploads.file(id, user, file));
    const { width, height } = image;
    const context = createCanvas(width, height).getContext('2d');
    context.drawImage(image, 0, 0);
    return { width, height, middle: Array.from(context.getImageData(width / 2, height / 2, 1, 1).data.slice(0, 3)) };
  };

  it('covers: a moment of the video or an own picture; a file that is none fails its platform only', async () => {
    await owner('creator', { auto: false });
    const covers = { youtube: 1, tiktok: await redPicture(), download: Buffer.from('<svg/>') };
    const id = await uploadWithCovers(covers, { platforms: ['tiktok', 'youtube', 'download'] });
    const state = await uploads.until(id, user, 'partial');
    expect(state.targets.map(({ platform, status, cover, error }) => [platform, status, cover, error?.code])).toEqual([
      ['download', 'failed', null, 'cover_unusable'],
      ['tiktok', 'ready', 'cover-tiktok.jpg', undefined],
      ['youtube', 'ready', 'cover-youtube.jpg', undefined],
    ]);
    const own = await coverOf(id, state, 'tiktok');
    expect([own.width, own.height]).toEqual([1080, 1920]);
    expect(own.middle).toEqual([expect.closeTo(0xd0, -1), expect.closeTo(0x10, -1), expect.closeTo(0x10, -1)]);
    expect(await coverOf(id, state, 'youtube')).toMatchObject({ width: 320, height: 180 });
    const stray = await uploads.presign(video, user, { covers: [{ platform: 'facebook', seconds: 1 }] });
    expect([stray.status, stray.body]).toMatchObject([422, { errors: [{ path: 'covers[0].platform' }] }]);
  });

  it('the overlay alone: transparent, frame for frame, while the video stays without one', async () => {
    await owner('creator', { auto: false });
    const sync = [
      { video_seconds: 0, track_seconds: 20 },
      { video_seconds: 2, track_seconds: 24 },
    ];
    const more = { hud: false, hud_clips: ['vp9', 'prores'], map: 'track', start_line: { mode: 'automatic' } };
    const id = await uploads.upload(video, user, { telemetry: driveTrack(), telemetry_sync: sync, ...more });
    const state = await uploads.until(id, user, 'completed');
    expect(state.telemetry).toMatchObject({
      alignment: { confidence: 'exact', offset_seconds: 20, rate: 2 },
      summary: { laps: [], best_lap: null },
    });
    const clips = state.files.filter(({ kind }) => kind === 'hud').map(({ name }) => name);
    expect(clips.sort()).toEqual(['hud.mov', 'hud.webm']);
    for (const name of clips) {
      const clip = await uploads.file(id, user, name);
      const codecs = [name === 'hud.mov' ? 'prores' : 'vp9'];
      expect(factsOf(clip)).toMatchObject({ codecs, width: 320, height: 180 });
      expect(framesIn(clip)).toBe(framesIn(video));
    }
    const preview = async (body: object) => {
      const answer = await uploads.here.call<string>('POST', `/api/uploads/${id}/hud/preview`, body, user);
      expect(answer.status).toBe(200);
      return answer.body;
    };
    const shown = await preview({ seconds: 1 });
    expect((await preview({ seconds: 1, track_seconds: 22 })) === shown).toBe(true);
    expect((await preview({ seconds: 1, track_seconds: 23 })) === shown).toBe(false);
    const reversed = await uploads.presign(video, user, {
      telemetry_sync: [...sync].reverse().map((point, index) => ({ ...point, video_seconds: index * 2 })),
    });
    expect([reversed.status, reversed.body]).toMatchObject([422, { code: 'telemetry_invalid_alignment' }]);
  });

  it('the overlay alone is not made for more frames than anyone needs; the video is', async () => {
    await owner('creator', { auto: false });
    const endless = Buffer.from(video);
    // The number of frames in the table of their times, which the file does not hold.
    endless.writeUInt32BE(4_000_000, endless.indexOf('stts', endless.lastIndexOf('moov')) + 12);
    const id = await uploads.upload(endless, user, { telemetry: driveTrack(), hud: false, hud_clips: ['prores'] });
    const { stages, files, targets } = await uploads.until(id, user, 'completed');
    expect(stages[2]).toMatchObject({ stage: 'transcode', status: 'done', error: { code: 'hud_clip_too_long' } });
    expect(files.filter(({ kind }) => kind === 'hud')).toEqual([]);
    expect(targets).toMatchObject([{ platform: 'download', status: 'ready', error: null }]);
  });

  it('a shared track: chapters follow each other, and each clip keeps its copy', async () => {
    await owner('creator', { auto: false });
    const first = await uploads.upload(video, user, { telemetry: driveTrack(), filename: 'GX010042.MP4' });
    const more = { filename: 'GX020042.MP4', telemetry_upload_id: first, map: 'track' };
    const second = await uploads.upload(makeVideo({ hasTime: false }), user, more);
    const ends = [await uploads.until(first, user, 'completed'), await uploads.until(second, user, 'completed')];
    expect(ends.map(({ telemetry }) => telemetry?.alignment.offset_seconds)).toEqual([20, expect.closeTo(22, 1)]);
    await uploads.here.call('DELETE', `/api/uploads/${first}`, undefined, user);
    expect((await uploads.file(second, user, 'telemetry')).equals(driveTrack())).toBe(true);
    const third = await uploads.upload(video, user, { filename: 'GX030042.MP4', telemetry_upload_id: second });
    expect((await uploads.file(third, user, 'telemetry')).equals(driveTrack())).toBe(true);
    const stranger = await uploads.userOn('creator');
    expect((await uploads.presign(video, stranger, { telemetry_upload_id: second })).status).toBe(404);
  });

  it('a retry: makes what the plan or another alignment adds; what cannot be made again stays as it was', async () => {
    await uploads.here.stopWorkers('SIGTERM');
    const starter = await uploads.userOn('starter');
    const platforms = ['instagram', 'tiktok'];
    const made = await uploads.upload(video, starter, { telemetry: driveTrack(), platforms });
    const path = `/api/uploads/${made}`;
    const early = await uploads.here.call('GET', `${path}/download`, undefined, starter);
    expect(early).toMatchObject({ status: 425, body: { code: 'upload_file_not_ready' } });
    await uploads.here.worker();
    const first = await uploads.until(made, starter, 'completed');
    expect(factsOf(await uploads.file(made, starter))).toMatchObject({ width: 320, height: 180 });
    const again = (choice = {}) => uploads.here.call<{ code: string }>('POST', `${path}/retry`, choice, starter);
    const fileOf = ({ targets }: UploadState, platform: string) =>
      targets.find((target) => target.platform === platform)?.file ?? '';
    expect(await again()).toMatchObject({ status: 409, body: { code: 'upload_state_conflict' } });
    await uploads.grant(starter, 'creator');
    expect((await again()).status).toBe(200);
    const second = await uploads.until(made, starter, 'completed');
    const tiktok = fileOf(second, 'tiktok');
    expect(factsOf(await uploads.file(made, starter, tiktok))).toMatchObject({ width: 1080, height: 1920 });
    // Too short for Instagram today, but its former file stays.
    expect(second.targets.map(({ status }) => status)).toEqual(['ready', 'ready']);
    expect(fileOf(second, 'instagram')).toBe(fileOf(first, 'instagram'));
    expect(factsOf(await uploads.file(made, starter, fileOf(first, 'tiktok')))).toMatchObject({ width: 320 });
    expect(second.stages[2]).toMatchObject({ stage: 'transcode', status: 'done', error: { code: 'video_too_short' } });
    expect([(await again()).status, await uploads.taken(starter)]).toEqual([409, 1]);
    // Another alignment makes the overlay again.
    expect((await again({ telemetry_offset_ms: 4_000 })).status).toBe(200);
    const third = await uploads.until(made, starter, 'completed');
    const offset = (state: UploadState) => state.telemetry?.alignment.offset_seconds ?? 0;
    expect(offset(third) - offset(second)).toBeCloseTo(4, 3);
    expect(fileOf(third, 'tiktok')).not.toBe(tiktok);
    // A position that cannot be right is refused, and files with the overlay stay when their track becomes unreadable.
    const refused = [
      { telemetry_candidate: 'none' },
      { telemetry_offset_ms: 80_000_000 },
      { telemetry_offset_ms: 150 },
      { telemetry_offset_ms: 100, telemetry_sync: [{ video_seconds: 0, track_seconds: 20 }] },
    ];
    for (const choice of refused)
      expect(await again(choice)).toMatchObject({ status: 422, body: { errors: [{ path: Object.keys(choice)[0] }] } });
    const objects = uploads.here.api.app.get(ObjectStores, { strict: false }).sources;
    const place = { userId: starter.userId, id: made, telemetrySlot: 0 as const };
    const sendTrack = (track: Buffer) => {
      const content = { stream: Readable.from(track), size: track.length };
      return objects.put(telemetryKey(place), content, { contentType: 'application/octet-stream' });
    };
    await sendTrack(Buffer.alloc(driveTrack().length, 'x'));
    expect((await again({ telemetry_offset_ms: 2_000 })).status).toBe(200);
    const kept = await uploads.until(made, starter, 'completed');
    expect(kept.stages.slice(1, 3)).toMatchObject([
      { status: 'failed', error: { code: 'telemetry_unrecognized' } },
      { status: 'done', error: { code: 'telemetry_unrecognized', message: expect.stringContaining('overlay stay') } },
    ]);
    expect([kept.files, kept.targets, kept.telemetry]).toEqual([third.files, third.targets, third.telemetry]);
    expect(factsOf(await uploads.file(made, starter, fileOf(third, 'tiktok')))).toMatchObject({ height: 1920 });
    await sendTrack(driveTrack());
    // Files that were made from a source stay when the source is replaced later.
    const source = sourceKey(place);
    await objects.put(source, { stream: Readable.from(someBytes(5_000)), size: 5_000 }, { contentType: 'video/mp4' });
    expect((await again({ telemetry_offset_ms: 0 })).status).toBe(200);
    const fourth = await uploads.until(made, starter, 'completed');
    expect(fileOf(fourth, 'tiktok')).toBe(fileOf(third, 'tiktok'));
    expect(fourth.stages.some(({ error }) => error?.code === 'object_changed')).toBe(true);
    expect(factsOf(await uploads.file(made, starter, fileOf(third, 'tiktok')))).toMatchObject({ height: 1920 });
    expect(await uploads.taken(starter)).toBe(1);
  });

  it('the end of the account: its uploads go with their files, parts and rows', async () => {
    await owner('creator', { auto: false });
    const { sql, dataDir, api } = uploads.here;
    const done = await uploads.upload(video, user, { telemetry: driveTrack(), hud_clips: ['vp9'] });
    const covers = [{ platform: 'download', image: { file_size: 3, content_type: 'image/png' } }];
    const { body: pending } = await uploads.presign(video, user, { telemetry: driveTrack(), covers });
    await send(pending.presigned_url, pending.headers, video);
    await send(pending.telemetry_presigned_url, pending.telemetry_headers, driveTrack());
    for (const { presigned_url: url, headers } of pending.covers) await send(url, headers, Buffer.from('png'));
    const { body: large } = await uploads.presign(video, user, { file_size: 32 * 1024 ** 2 + 7 });
    const path = `/api/uploads/${large.upload_id}/parts`;
    const { body: list } = await uploads.here.call<PartList>('POST', path, { part_numbers: [5] }, user);
    for (const { url, headers, size } of list.parts) await send(url, headers, Buffer.alloc(size));
    await uploads.until(done, user, 'completed');
    const filesIn = (folder: string) => {
      const at = join(dataDir, 'objects', folder);
      return existsSync(at) ? readdirSync(at, { recursive: true, encoding: 'utf8' }) : [];
    };
    const own = () => filesIn(`uploads/${user.userId}`).filter((name) => /\/[a-z]/.test(name));
    expect(own().some((name) => name.endsWith('hud.webm'))).toBe(true);
    expect(own().some((name) => name.endsWith('cover-source-download'))).toBe(true);
    expect(filesIn('.uploads')).not.toEqual([]);
    const exported: object[] = [];
    const records = api.app.get(UploadDataSubjectRepository, { strict: false });
    for await (const row of records.of(user.userId).uploads ?? []) exported.push(row);
    expect(exported).toMatchObject([{ id: done, targets: [{ platform: 'download' }] }, {}, {}]);
    await sql.query(`update users set deletion_due_at = now() - interval '1 second' where id = $1`, [user.userId]);
    await uploads.here.runMaintenance('1h');
    await waitUntil(
      async () => (await sql.query(`select from users where id = $1 and status = 'deleted'`, [user.userId])).rowCount,
      { timeoutMs: 150_000 },
    );
    expect((await sql.query('select from uploads where user_id = $1', [user.userId])).rowCount).toBe(0);
    expect([own(), filesIn('.uploads')]).toEqual([[], []]);
  });
});
