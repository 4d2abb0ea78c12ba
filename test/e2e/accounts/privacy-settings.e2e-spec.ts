import { WorkspaceSettingsService } from '../../../apps/api/src/settings/workspace-settings.service';
import { signUp, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';

const ZONE = { latitude: 51.123456, longitude: 12.654321, radius_m: 200 };

interface Answer {
  privacy_zones: object[] | null;
  code: string;
  errors: { path: string }[];
}

describe('privacy settings', () => {
  let installation: TestInstallation;
  let owner: TestAccount;
  beforeAll(async () => {
    installation = await startTestInstallation();
    owner = await signUp(installation.api.url);
  });
  afterAll(() => installation?.close());

  const put = (body: object) => installation.call<Answer>('PUT', '/api/settings', { token: owner.accessToken, body });
  const zonesWith = (change: object) => ({ privacy_zones: [ZONE, { ...ZONE, ...change }] });

  it.each([
    ['privacy_zones', { privacy_zones: 'home' }],
    ['privacy_zones', { privacy_zones: Array.from({ length: 6 }, () => ZONE) }],
    ['privacy_zones[1].latitude', zonesWith({ latitude: 91 })],
    ['privacy_zones[1].longitude', zonesWith({ longitude: '9' })],
    ['privacy_zones[1].radius_m', zonesWith({ radius_m: 49 })],
    ['privacy_zones[1].radius_m', zonesWith({ radius_m: 5_001 })],
    ['privacy_zones[1].name', zonesWith({ name: 'home' })],
    ['max_shown_speed_kmh', { max_shown_speed_kmh: 0 }],
    ['max_shown_speed_kmh', { max_shown_speed_kmh: 1_001 }],
  ])('name %s when it is wrong: %j', async (path, body) => {
    const answer = await put(body);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_input']);
    expect(answer.body.errors.map((fault) => fault.path)).toContain(path);
  });

  it('show the places to nobody but the owner and administrators, and keep them out of the audit log', async () => {
    expect((await put({ privacy_zones: [ZONE] })).body.privacy_zones).toEqual([ZONE]);
    const { rows } = await installation.db.query<{ dump: string }>(
      `select string_agg(to_jsonb(a)::text, '') as dump from audit_log a where chain = $1`,
      [owner.userId],
    );
    expect(rows[0]?.dump).toContain('privacy_zones');
    expect(rows[0]?.dump).not.toContain('51.123456');
    const settings = installation.api.app.get(WorkspaceSettingsService, { strict: false });
    const seen = (['owner', 'admin', 'editor', 'viewer'] as const).map((workspaceRole) =>
      settings.of({ ownerId: owner.userId, workspaceRole }),
    );
    const zones = (await Promise.all(seen)).map(({ privacy_zones }) => privacy_zones);
    expect(zones).toEqual([[ZONE], [ZONE], null, null]);
  });
});
