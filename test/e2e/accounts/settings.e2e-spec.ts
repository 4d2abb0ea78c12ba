import { EntitlementsService } from '@app/billing';
import { NotificationSettingsService } from '@app/notifications';
import { startDiscordEmulator } from '../../support/emulators/discord-emulator';
import { signUp, signUpConfirmed, type TestAccount } from '../../support/harness/test-account';
import { startTestInstallation, type TestInstallation } from '../../support/harness/test-installation';
import { waitUntil } from '../../support/harness/wait-until';
import { grantTier } from '../../support/model/grant-tier';

const WEBHOOK = 'https://discord.com/api/webhooks/4200/a-secret-of-discord';

interface Settings {
  [name: string]: unknown;
  notify: { discord: Record<string, boolean>; mail: Record<string, boolean> };
  code: string;
  required_tier: string;
  errors: { path: string }[];
}

describe('settings', () => {
  let installation: TestInstallation;
  let discord: Awaited<ReturnType<typeof startDiscordEmulator>>;
  let owner: TestAccount;
  beforeAll(async () => {
    discord = await startDiscordEmulator();
    installation = await startTestInstallation({ env: discord.env, worker: true });
  });
  beforeEach(async () => {
    owner = await signUpConfirmed(installation.api.url, installation.db);
  });
  afterAll(async () => {
    await installation?.close();
    await discord.close();
  });

  const get = async () =>
    (await installation.call<Settings>('GET', '/api/settings', { token: owner.accessToken })).body;
  const put = (body: object) => installation.call<Settings>('PUT', '/api/settings', { token: owner.accessToken, body });
  /** Resolves when the API has noticed the change. */
  const give = async (tier: string) => {
    await grantTier(installation.db, owner.userId, tier);
    const entitlements = installation.api.app.get(EntitlementsService, { strict: false });
    await waitUntil(async () => (await entitlements.of(owner.userId)).tier === tier);
  };
  const test = (channel: string) =>
    installation.call<{ code: string; status: string }>('POST', '/api/notifications/test', {
      token: owner.accessToken,
      body: { channel },
    });
  const pathsOf = ({ body }: { body: Settings }) => body.errors.map(({ path }) => path);

  it('have defaults', async () => {
    expect(await get()).toMatchObject({
      hud_enabled: false,
      hud_position: 'bottom-left',
      speeding_mph: 80,
      euphoria_mph: 100,
      discord_webhook: null,
    });
    await give('solo');
    expect(await get()).toMatchObject({
      hud_enabled: true,
      notify: { discord: { completed: true, queued: false }, mail: { failed: true } },
    });
  });

  it('keep every allowed value, and restore the default for null', async () => {
    await give('growth');
    const defaults = await get();
    const chosen = {
      hud_enabled: false,
      hud_preset: 'minimal',
      hud_position: 'top-right',
      hud_speed_unit: 'kn',
      hud_color: '#00ff7f',
      hud_font: 'Montserrat',
      hud_font_size: 72,
      hud_elements: ['speed', 'map'],
      privacy_zones: [{ latitude: -36.5, longitude: 174.25, radius_m: 50 }],
      max_shown_speed_kmh: 1_000,
      telemetry_offset_ms: -1_500,
      speeding_mph: 120,
      euphoria_mph: 160,
      default_privacy: 'private',
      always_hashtags: ['#Straße', 'ride_1'],
      blocked_hashtags: ['spam'],
      max_hashtags: 0,
      caption_template: '{caption}\n{distance} at {max_speed}',
      auto_captions: true,
      approval_required: false,
      discord_webhook: WEBHOOK,
      notify: { discord: { queued: true, digest: true }, mail: { completed: true } },
    };
    const { status, body } = await put(chosen);
    expect(status).toBe(200);
    const { notify, ...rest } = chosen;
    expect(body).toMatchObject({
      ...rest,
      hud_color: '#00FF7F',
      always_hashtags: ['Straße', 'ride_1'],
      discord_webhook: 'https://discord.com/api/webhooks/4200/********',
      notify: { discord: { ...notify.discord, completed: true }, mail: { completed: true, failed: true } },
    });
    expect(await get()).toEqual(body);
    expect((await put(body)).body).toEqual(body);
    expect((await put({ notify: { discord: { queued: null } } })).body.notify).toMatchObject({
      discord: { queued: false, digest: true },
      mail: { completed: true },
    });
    expect((await put({})).body).toMatchObject({ hud_font_size: 72 });
    expect((await put(Object.fromEntries(Object.keys(chosen).map((name) => [name, null])))).body).toEqual(defaults);
  });

  it.each([
    ['hud_enabled', 'yes'],
    ['hud_preset', 'other'],
    ['hud_position', 'middle'],
    ['hud_speed_unit', 'm/s'],
    ['hud_color', 'red'],
    ['hud_color', '#FFF'],
    ['hud_color', `#FFFFFF':x=0`],
    ['hud_font', 'Arial\\:file=/etc/passwd'],
    ['hud_font_size', 11],
    ['hud_font_size', 73],
    ['hud_font_size', 20.5],
    ['hud_font_size', '20'],
    ['hud_elements', ['speed', 'speed']],
    ['hud_elements', ['password']],
    ['hud_elements', 'speed'],
    ['telemetry_offset_ms', 86_400_100],
    ['telemetry_offset_ms', 150],
    ['caption_template', 'at {speed}'],
    ['caption_template', 'half a { brace'],
    ['caption_template', 'x'.repeat(2_201)],
    ['hud_elements', []],
    ['speeding_mph', 0],
    ['speeding_mph', 301],
    ['euphoria_mph', 401],
    ['default_privacy', 'friends'],
    ['always_hashtags', ['two words']],
    ['always_hashtags', ['a', '#A']],
    ['always_hashtags', Array.from({ length: 31 }, (_, index) => `tag${index}`)],
    ['blocked_hashtags', 'spam'],
    ['max_hashtags', 31],
    ['discord_webhook', 'http://127.0.0.1/api/webhooks/1/a'],
    ['discord_webhook', 'https://discord.com.evil.test/api/webhooks/1/a'],
    ['discord_webhook', 'https://discord.com/api/users/1'],
    ['notify', true],
    ['notify.discord', { discord: [] }],
    ['notify.discord.queued', { discord: { queued: 'yes' } }],
    ['notify.discord.sms', { discord: { sms: true } }],
    ['unknown', 1],
  ])('refuse %s = %j', async (path, value) => {
    await give('agency');
    const before = await get();
    const answer = await put({ [path.split('.')[0] ?? '']: value });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_input']);
    expect(pathsOf(answer).some((found) => found.startsWith(path))).toBe(true);
    expect(await get()).toEqual(before);
  });

  it('keep euphoria above speeding, even against stored values', async () => {
    expect(pathsOf(await put({ euphoria_mph: 80 }))).toEqual(['euphoria_mph']);
    expect(pathsOf(await put({ speeding_mph: 100 }))).toEqual(['euphoria_mph']);
    expect((await put({ speeding_mph: 100, euphoria_mph: 101 })).status).toBe(200);
    expect(pathsOf(await put({ euphoria_mph: null }))).toEqual(['euphoria_mph']);
    expect((await put({ speeding_mph: null, euphoria_mph: null })).status).toBe(200);
    const both = await Promise.all([put({ speeding_mph: 99 }), put({ euphoria_mph: 90 })]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422]);
  });

  it('require a plan to turn on its features, and nothing to turn them off', async () => {
    const refused = async (body: object) => {
      const answer = await put(body);
      return [answer.status, answer.body.code, answer.body.required_tier];
    };
    expect(await refused({ hud_enabled: true })).toEqual([403, 'tier_required', 'solo']);
    expect(await refused({ discord_webhook: WEBHOOK })).toEqual([403, 'tier_required', 'solo']);
    expect(await refused({ hud_color: '#123456', notify: { discord: { digest: true } } })).toEqual([
      403,
      'tier_required',
      'growth',
    ]);
    expect(await refused({ caption_template: '{title}' })).toEqual([403, 'tier_required', 'growth']);
    expect(await refused({ auto_captions: true })).toEqual([403, 'tier_required', 'creator']);
    expect(await refused({ approval_required: true })).toEqual([403, 'tier_required', 'studio']);
    expect((await get()).hud_color).toBe('#FF7A1A');
    expect(
      (
        await put({
          hud_enabled: false,
          hud_color: '#123456',
          discord_webhook: null,
          notify: { discord: { digest: false } },
        })
      ).status,
    ).toBe(200);
  });

  it('keep the webhook sealed, and out of the audit log', async () => {
    await give('solo');
    await put({ discord_webhook: WEBHOOK });
    const { rows } = await installation.db.query<{ dump: string }>(
      `select to_jsonb(n)::text || (select coalesce(string_agg(to_jsonb(a)::text, ''), '') from audit_log a) as dump from notification_settings n where owner_id = $1`,
      [owner.userId],
    );
    expect(rows[0]?.dump).toContain('settings.changed');
    expect(rows[0]?.dump).not.toContain('a-secret-of-discord');
    await put({ max_hashtags: 3 });
    await put({ max_hashtags: 7, default_privacy: 'private', always_hashtags: ['of_one_person'] });
    const entries = await installation.db.query(
      `select before, after from audit_log where chain = $1 and action = 'settings.changed' order by seq desc limit 1`,
      [owner.userId],
    );
    expect(entries.rows).toEqual([
      {
        before: { max_hashtags: 3, default_privacy: 'public' },
        after: {
          settings: expect.arrayContaining(['max_hashtags', 'default_privacy', 'always_hashtags']),
          max_hashtags: 7,
          default_privacy: 'private',
        },
      },
    ]);
    expect(
      (await installation.api.app.get(NotificationSettingsService, { strict: false }).of(owner.userId)).discordWebhook,
    ).toBe(WEBHOOK);
  });

  it('belong to the workspace, and only its admins change them', async () => {
    const member = await signUp(installation.api.url);
    await installation.db.query(
      `insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'editor')`,
      [owner.userId, member.userId],
    );
    await installation.db.query('update sessions set workspace_id = $1 where user_id = $2', [
      owner.userId,
      member.userId,
    ]);
    await give('studio');
    await put({ max_hashtags: 3 });
    const mine = await installation.call<Settings>('GET', '/api/settings', { token: member.accessToken });
    expect(mine.body.max_hashtags).toBe(3);
    const change = async (body: object) =>
      (await installation.call('PUT', '/api/settings', { token: member.accessToken, body })).status;
    expect(await change({ max_hashtags: 4 })).toBe(403);
    await installation.db.query(`update workspace_members set role = 'admin' where user_id = $1`, [member.userId]);
    await waitUntil(async () => (await change({ max_hashtags: 4 })) === 200);
    expect(await change({ approval_required: false })).toBe(200);
    expect(await change({ approval_required: true })).toBe(200);
    expect([await change({ approval_required: false }), await change({ approval_required: null })]).toEqual([403, 403]);
    expect((await put({ approval_required: false })).body.approval_required).toBe(false);
    await installation.outbox.mail(owner.email, /Subject: Posts no longer need approval/);
  });

  describe('a test message', () => {
    it('reports that no webhook is stored', async () => {
      expect((await test('discord')).body.code).toBe('channel_not_set');
      expect((await test('sms')).status).toBe(422);
    });

    it('arrives in Discord without mentioning anyone', async () => {
      await give('solo');
      await put({ discord_webhook: WEBHOOK });
      expect(await test('discord')).toMatchObject({ status: 200, body: { status: 'sent', channel: 'discord' } });
      expect(await discord.messages('4200')).toEqual([
        { content: expect.stringContaining('test from Reelway'), allowed_mentions: { parse: [] } },
      ]);
    });

    it('explains why Discord does not accept it', async () => {
      await give('solo');
      await put({ discord_webhook: 'https://ptb.discord.com/api/webhooks/4300/t' });
      expect((await test('discord')).status).toBe(200);
      await discord.setFaults({ limited_seconds: 600 });
      const limited = await test('discord');
      expect([limited.status, limited.body.code]).toEqual([502, 'notification_not_delivered']);
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(300);
      await discord.setFaults({ failing: 1 });
      expect([(await test('discord')).body.code, (await test('discord')).status]).toEqual([
        'notification_not_delivered',
        200,
      ]);
      await discord.remove('4300', 't');
      const gone = await test('discord');
      expect([gone.status, gone.body.code]).toEqual([409, 'discord_webhook_gone']);
    });

    it('arrives by mail', async () => {
      expect((await test('mail')).body.status).toBe('queued');
      await installation.outbox.mail(owner.email, /Subject: Test notification from Reelway/);
    });
  });
});
