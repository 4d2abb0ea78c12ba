import type { AddressInfo } from 'node:net';
import { CAPTIONS_KEY, captions } from '../../../apps/emulators/src/captions/captions';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import type { TestUser } from '../../support/harness/test-credentials';
import { UploadInstallation, type UploadState } from '../../support/harness/upload-installation';
import { driveTrack, makeVideo } from '../../support/media/upload-videos';

describeWithFfmpeg('captions of uploads', () => {
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

  it('are written by the service only where the owner wrote none', async () => {
    await owner('creator', { auto: true });
    expect((await captionOf()).text).toBe('Written about ride.mp4.\n\n#written #by');
    expect((await captionOf({ caption: 'Mine' })).text).toBe('Mine');
  });

  it.each([
    ['fails', { failing: 1 }],
    ['answers nonsense', { nonsense: 1 }],
  ])('describe the track when the service %s', async (_what, plan) => {
    await owner('creator', { auto: true });
    await faults(plan);
    const { text, state } = await captionOf();
    expect(text).toMatch(/^0\.0 km in 0:02, top speed 80 km\/h$/);
    expect(state.stages[3]).toMatchObject({ status: 'done', error: { code: 'captions_unavailable' } });
  });

  it("follow the owner's template on plans that include it", async () => {
    await owner('growth', { auto: false, template: 'At {max_speed}\n{caption}' });
    expect((await captionOf({ caption: '{score} <b>' })).text).toBe('At 80 km/h\n{score} <b>');
    await owner('solo', { auto: true, template: 'At {max_speed}' });
    expect((await captionOf({ caption: 'Mine' })).text).toBe('Mine');
    expect((await captionOf()).text).toBe('');
  });
});
