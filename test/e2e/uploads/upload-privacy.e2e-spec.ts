import { describeWithFfmpeg } from '../../support/harness/render-harness';
import type { TestUser } from '../../support/harness/test-credentials';
import { UploadInstallation } from '../../support/harness/upload-installation';
import { driveTrack, makeVideo } from '../../support/media/upload-videos';

const HOME = { latitude: 36.1361, longitude: -115.1784 };
const SYNC = [{ video_seconds: 0, track_seconds: 20 }];
const TEMPLATE = '{distance}\n{max_speed}';

describeWithFfmpeg('privacy of uploads (needs ffmpeg)', () => {
  let uploads: UploadInstallation;
  let user: TestUser;
  const video = makeVideo();
  beforeAll(async () => {
    uploads = await UploadInstallation.start();
    await uploads.here.worker();
  });
  beforeEach(async () => {
    user = await uploads.userOn('growth');
    await change({ caption_template: TEMPLATE, hud_speed_unit: 'kmh', hud_elements: ['map'] });
  });
  afterAll(() => uploads?.close());

  const change = async (settings: Readonly<Record<string, unknown>>) => {
    for (const [name, value] of Object.entries(settings))
      await uploads.here.sql.query(
        `insert into upload_settings (owner_id, ${name}) values ($1, $2) on conflict (owner_id) do update set ${name} = $2`,
        [user.userId, name === 'privacy_zones' ? JSON.stringify(value) : value],
      );
  };
  const made = async (more: object = {}) => {
    const choices = { telemetry: driveTrack(), telemetry_sync: SYNC, hud: false, ...more };
    const id = await uploads.upload(video, user, choices);
    const state = await uploads.until(id, user, 'completed');
    const { warnings = [] } = state.telemetry as { warnings?: object[] };
    return { id, caption: state.targets[0]?.caption, warnings };
  };
  const preview = async (id: string) =>
    (await uploads.here.call<string>('POST', `/api/uploads/${id}/hud/preview`, { seconds: 1 }, user)).body;

  it('tell everything without privacy settings', async () => {
    const { caption, warnings } = await made();
    expect(caption).toMatch(/^0\.0 km\n80 km\/h/);
    expect(warnings).toEqual([]);
  });

  it('follow the settings of the account: captions, the preview and a warning about the missing map', async () => {
    const { id } = await made();
    const open = await preview(id);
    await change({ privacy_zones: [{ ...HOME, radius_m: 5_000 }], max_shown_speed_kmh: 70 });
    const cut = await preview(id);
    expect(cut === open).toBe(false);
    const { caption, warnings } = await made();
    expect(caption).toMatch(/^0\.0 km\n≥70 km\/h/);
    expect(warnings).toEqual([expect.objectContaining({ code: 'positions_hidden' })]);
  });

  it('add choices of one upload to those of the account, and never lift them', async () => {
    await change({ max_shown_speed_kmh: 70 });
    const zones = { privacy_zones: [{ ...HOME, radius_m: 5_000 }] };
    const { caption, warnings } = await made({ ...zones, max_shown_speed_kmh: 75 });
    expect(caption).toContain('≥70 km/h');
    expect(warnings).toEqual([expect.objectContaining({ code: 'positions_hidden' })]);
    expect((await made({ max_shown_speed_kmh: 60 })).caption).toContain('≥60 km/h');
  });

  it('burn what the settings say when the file is made', async () => {
    const files: Buffer[] = [];
    for (const radius of [0, 5_000]) {
      await change({ privacy_zones: radius > 0 ? [{ ...HOME, radius_m: radius }] : [] });
      const { id } = await made({ hud: true });
      files.push(await uploads.file(id, user));
    }
    const { id } = await made({ hud: false });
    files.push(await uploads.file(id, user));
    const [open, cut, plain] = files.map(({ length }) => length);
    // The map is the only element: without it, the picture is that of the video.
    expect(Math.abs((cut ?? 0) - (plain ?? 0))).toBeLessThan(Math.abs((open ?? 0) - (plain ?? 0)));
  });

  it('follow the zones of a retry, which keeps the alignment of the track', async () => {
    await change({ privacy_zones: [{ ...HOME, latitude: 50, radius_m: 50 }] });
    const choices = { telemetry: driveTrack(), telemetry_sync: SYNC, hud: true };
    const id = await uploads.upload(makeVideo({ seconds: 8 }), user, choices);
    const before = await uploads.until(id, user, 'completed');
    expect(before.targets[0]?.caption).toMatch(/^0\.2 km\n/);
    await change({ privacy_zones: [{ ...HOME, radius_m: 5_000 }] });
    expect((await uploads.here.call('POST', `/api/uploads/${id}/retry`, { hud: false }, user)).status).toBe(200);
    const after = await uploads.until(id, user, 'completed');
    expect(after.targets[0]?.caption).toMatch(/^0\.0 km\n/);
    expect(after.telemetry).toEqual(before.telemetry);
  });

  it.each([
    ['privacy_zones[0].radius_m', { privacy_zones: [{ ...HOME, radius_m: 10 }] }],
    ['privacy_zones[0].latitude', { privacy_zones: [{ longitude: 1, radius_m: 100 }] }],
    ['max_shown_speed_kmh', { max_shown_speed_kmh: 1.5 }],
  ])('refuse a wrong choice by its name: %s', async (path, choice) => {
    const { status, body } = await uploads.presign(video, user, choice);
    expect([status, body]).toMatchObject([422, { errors: [{ path }] }]);
  });
});
