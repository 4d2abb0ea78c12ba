import { randomUUID } from 'node:crypto';
import { someBytes } from '../../support/emulators/storage-targets';
import { nightZone } from '../../support/harness/night-zone';
import type { TestUser } from '../../support/harness/test-credentials';
import { type Announcement, type Presigned, send, UploadInstallation } from '../../support/harness/upload-installation';

const refusal = ({ status, body }: { status: number; body: unknown }) => [status, (body as { code: string }).code];

describe('uploads', () => {
  let uploads: UploadInstallation;
  let user: TestUser;
  const bytes = someBytes(500);
  beforeAll(async () => {
    uploads = await UploadInstallation.start();
  });
  beforeEach(async () => {
    user = await uploads.userOn('solo');
  });
  afterAll(() => uploads?.close());
  const call = <T = { code: string }>(method: string, path: string, body?: unknown, as = user) =>
    uploads.here.call<T>(method, `/api/uploads${path}`, body, as);

  it('reserve one unit each: of ten presigned concurrently with one unit left, one succeeds', async () => {
    const starter = await uploads.here.newUser();
    for (let used = 0; used < 9; used += 1) expect((await uploads.presign(bytes, starter)).status).toBe(201);
    const answers = await Promise.all(Array.from({ length: 10 }, () => uploads.presign(bytes, starter)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, ...Array(9).fill(403)]);
    const refused = answers.find(({ status }) => status === 403);
    expect(refused?.body).toMatchObject({ code: 'quota_exceeded', required_tier: 'solo' });
    expect(await uploads.taken(starter)).toBe(10);
  });

  it('answer a plain page of an allowed origin, and no other', async () => {
    const preflight = (origin: string, url: string) =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'PUT',
          'access-control-request-headers': 'content-type',
        },
      });
    const { body } = await uploads.presign(bytes, user);
    const page = new URL(uploads.here.api.url).origin;
    const allowed = await preflight(page, body.presigned_url ?? '');
    expect(allowed.headers.get('access-control-allow-origin')).toBe(page);
    expect(allowed.headers.get('access-control-allow-methods')).toContain('PUT');
    const refused = await preflight('https://evil.example', body.presigned_url ?? '');
    expect(refused.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
  });

  it('[peers 3.18] warn of a file that was sent before, but accept it', async () => {
    const id = await uploads.upload(bytes, user);
    const again = await uploads.presign(bytes, user);
    expect([again.status, again.body.warnings]).toMatchObject([201, [{ code: 'duplicate_upload', upload_id: id }]]);
    expect((await uploads.presign(bytes, await uploads.userOn('solo'))).body.warnings).toEqual([]);
    await uploads.here.sql.query(`update uploads set created_at = now() - interval '31 days' where id = $1`, [id]);
    expect((await uploads.presign(bytes, user)).body.warnings).toEqual([]);
  });

  it('do not warn of a file that never arrived', async () => {
    expect((await uploads.presign(bytes, user)).body.warnings).toEqual([]);
    expect((await uploads.presign(bytes, user)).body.warnings).toEqual([]);
  });

  it('warn of what was asked for and the plan leaves out, with the plan that includes it', async () => {
    const overlay = { code: 'overlay_not_in_plan', required_tier: 'solo' };
    const shapes = { code: 'renditions_not_in_plan', required_tier: 'creator' };
    const asked = { telemetry: bytes, platforms: ['tiktok'] };
    const warningsOn = async (tier: 'starter' | 'solo' | 'creator', given: Announcement = asked) =>
      (await uploads.presign(bytes, await uploads.userOn(tier), given)).body.warnings;
    expect(await warningsOn('starter')).toMatchObject([overlay, shapes]);
    expect(await warningsOn('solo')).toMatchObject([shapes]);
    expect(await warningsOn('creator')).toEqual([]);
    expect(await warningsOn('starter', { telemetry: bytes, hud: false })).toEqual([]);
    expect(await warningsOn('starter', { hud: true })).toMatchObject([overlay]);
  });

  it('estimate without creating anything', async () => {
    const body = { filename: 'a.mp4', file_size: 5, content_type: 'video/mp4', platforms: ['tiktok'], publish: false };
    const answer = await call<object>('POST', '/estimate', body);
    expect(answer.body).toMatchObject({ sufficient: true, limit: 60, taken: 0, multipart: false, hud: true });
    expect(answer.body).toMatchObject({ platform_renditions: false });
    expect((await call<{ total: number }>('GET', '')).body.total).toBe(0);
  });

  it('preview the times of their posts: the same for the same seed, on plans that include it', async () => {
    const ask = (body: object, as = user) =>
      call<{ slots: { platform: string; publish_at: string; local_time: string }[] }>(
        'POST',
        '/schedule/preview',
        { platforms: ['youtube', 'tiktok'], timezone: 'Europe/Berlin', ...body },
        as,
      );
    // A day of the next summer, always within the year for which posts can be planned.
    const today = new Date();
    const summer = today.getUTCMonth() < 6 ? `${today.getUTCFullYear()}-07-01` : `${today.getUTCFullYear() + 1}-06-01`;
    const own = await ask({ schedule_mode: 'scheduled', scheduled_time: `${summer}T18:00` });
    expect(own.body.slots).toMatchObject([
      { platform: 'youtube', publish_at: `${summer}T16:00:00.000Z`, local_time: `${summer}T18:00` },
      { platform: 'tiktok', publish_at: `${summer}T16:00:00.000Z` },
    ]);
    expect(refusal(await ask({ schedule_mode: 'smart' }))).toEqual([403, 'tier_required']);
    const creator = await uploads.userOn('creator');
    const smart = { schedule_mode: 'smart', timezone: nightZone() };
    const [one, two] = [await ask(smart, creator), await ask(smart, creator)];
    expect([one.status, one.body]).toEqual([200, two.body]);
    expect(one.body.slots.map(({ platform }) => platform)).toEqual(['youtube', 'tiktok']);
    for (const scheduled_time of ['2020-01-01T00:00', '2099-02-30T00:00', '9999-12-31T23:59', undefined])
      expect(refusal(await ask({ schedule_mode: 'scheduled', scheduled_time }))).toEqual([422, 'invalid_input']);
  });

  it.each([
    ['no platform', { platforms: [] }],
    ['an unknown platform', { platforms: ['myspace'] }],
    ['a type that is no video', { content_type: 'text/html' }],
    ['no size', { file_size: 0 }],
    ['a name with a control character', { filename: 'a\nb.mp4' }],
    ['an unknown field', { r2_key: 'mine' }],
    ['a schedule', { schedule_mode: 'smart' }],
  ])('refuse %s', async (_what, wrong) =>
    expect(refusal(await uploads.presign(bytes, user, wrong))).toEqual([422, 'invalid_input']),
  );

  it('refuse what is too large for any plan, and what needs parts on a plan without them', async () => {
    const large = (file_size: number) => uploads.presign(bytes, user, { file_size });
    expect(refusal(await large(2 ** 45))).toEqual([413, 'upload_too_large']);
    expect(refusal(await large(6 * 2 ** 30))).toEqual([403, 'tier_required']);
    expect(await uploads.taken(user)).toBe(0);
  });

  it('are listed with filters and a total, page by page, and only to their owner', async () => {
    const titles = ['Alpha lap', 'Beta ride', 'Gamma LAP'];
    for (const title of titles)
      await uploads.presign(bytes, user, { title, platforms: title === 'Beta ride' ? ['youtube'] : ['tiktok'] });
    const list = async (query: string, as = user) =>
      (
        await call<{ uploads: { title: string }[]; total: number; next_cursor: string | null }>(
          'GET',
          query,
          undefined,
          as,
        )
      ).body;
    const titlesOf = async (query: string) => (await list(query)).uploads.map(({ title }) => title);
    expect(await titlesOf('')).toEqual([...titles].reverse());
    expect(await titlesOf('?q=lap')).toEqual(['Gamma LAP', 'Alpha lap']);
    expect(await titlesOf('?platform=youtube')).toEqual(['Beta ride']);
    expect(await titlesOf('?status=queued,failed')).toEqual([]);
    expect(await titlesOf('?offset=2')).toEqual(['Alpha lap']);
    expect(await titlesOf('?to=2020-01-01T00:00:00Z')).toEqual([]);
    const first = await list('?limit=2');
    expect([first.total, first.uploads.length]).toEqual([3, 2]);
    expect(await titlesOf(`?limit=2&cursor=${first.next_cursor}`)).toEqual(['Alpha lap']);
    expect(await list('', await uploads.userOn('solo'))).toMatchObject({ uploads: [], total: 0 });
  });

  it.each([
    ['a dotted capital of their title', { title: 'İzmir lap' }, ['İzmir', 'izmir LAP']],
    ['a Greek word in either case', { title: 'ΔΡΟΜΟΣ' }, ['ΔΡΟΜΟΣ', 'δρομος', 'δρομ']],
    [
      'a letter with an accent where macOS has stored two characters',
      { filename: 'Zu\u0308rich.mp4' },
      ['zürich', 'Zu\u0308R'],
    ],
    ['a letter and an accent where the name has one character', { filename: 'Zürich.mp4' }, ['zu\u0308rich']],
  ])('are found by %s', async (_what, announced, searches) => {
    await uploads.presign(bytes, user, announced);
    await uploads.presign(bytes, user, { title: 'Another one', filename: 'another.mp4' });
    for (const text of searches) {
      const { body } = await call<{ total: number }>('GET', `?q=${encodeURIComponent(text)}`);
      expect([text, body.total]).toEqual([text, 1]);
    }
  });

  describe('completed without their track', () => {
    const track = someBytes(20);
    const withoutTrack = { skip_telemetry: true };
    const announced = async (more: Announcement) => {
      const { body } = await uploads.presign(bytes, user, more);
      await send(body.presigned_url, body.headers, bytes);
      if (more.telemetry) await send(body.telemetry_presigned_url, body.telemetry_headers, track);
      return body.upload_id;
    };
    const post = <T = { code: string }>(path: string, body: object = {}) => call<T>('POST', `/${path}`, body);
    const downloaded = (id: string) => call('GET', `/${id}/download?file=telemetry`);

    it('have none, even if it had arrived, until another one is reported', async () => {
      const id = await announced({ telemetry: track });
      expect((await post(`${id}/telemetry/complete`)).status).toBe(200);
      const other = { filename: 'other.gpx', file_size: 30 };
      expect((await post(`${id}/telemetry`, other)).status).toBe(200);
      expect((await post(`${id}/complete`, withoutTrack)).status).toBe(200);
      expect(refusal(await downloaded(id))).toEqual([425, 'upload_file_not_ready']);
      const { body } = await post<Presigned>(`${id}/telemetry`, other);
      await send(body.telemetry_presigned_url, body.telemetry_headers, someBytes(30));
      expect((await post(`${id}/telemetry/complete`)).status).toBe(200);
      expect(await uploads.file(id, user, 'telemetry')).toEqual(someBytes(30));
    });

    it('have none of another upload, and none to share', async () => {
      const first = await announced({ telemetry: track });
      expect((await post(`${first}/complete`)).status).toBe(200);
      const second = await announced({ telemetry_upload_id: first });
      expect((await post(`${second}/complete`, withoutTrack)).status).toBe(200);
      const third = await announced({ telemetry_upload_id: second });
      expect(refusal(await post(`${third}/complete`))).toEqual([409, 'telemetry_not_found']);
      expect(refusal(await downloaded(second))).toEqual([425, 'upload_file_not_ready']);
    });
  });

  it('do not exist for others, on any route', async () => {
    const { body } = await uploads.presign(bytes, user);
    const stranger = await uploads.userOn('creator');
    const id = body.upload_id;
    const routes: [string, string, object?][] = [
      ['GET', ''],
      ['GET', '/history'],
      ['GET', '/events'],
      ['GET', '/download'],
      ['GET', '/parts'],
      ['POST', '/parts', {}],
      ['POST', '/parts/complete'],
      ['POST', '/complete', {}],
      ['POST', '/telemetry', { filename: 'a', file_size: 1 }],
      ['POST', '/telemetry/complete'],
      ['POST', '/events/ticket'],
      ['POST', '/cancel'],
      ['POST', '/retry', {}],
      ['PATCH', '', {}],
      ['DELETE', ''],
    ];
    for (const [method, path, sent] of routes)
      expect([method, path, ...refusal(await call(method, `/${id}${path}`, sent, stranger))]).toEqual([
        method,
        path,
        404,
        'not_found',
      ]);
    expect(refusal(await call('GET', `/${randomUUID()}`))).toEqual([404, 'not_found']);
  });

  it('change their texts until the work begins, and can be deleted after their end', async () => {
    const { body } = await uploads.presign(bytes, user);
    const id = body.upload_id;
    const changed = await call<object>('PATCH', `/${id}`, { title: 'New', hashtags: ['#Lap'] });
    expect(changed.body).toMatchObject({ title: 'New', hashtags: ['Lap'] });
    expect(refusal(await call('DELETE', `/${id}`))).toEqual([409, 'upload_state_conflict']);
    await call('POST', `/${id}/cancel`);
    expect(refusal(await call('PATCH', `/${id}`, { title: 'Later' }))).toEqual([409, 'upload_state_conflict']);
    expect(
      (await call<{ history: { to: string; reason: string | null }[] }>('GET', `/${id}/history`)).body,
    ).toMatchObject({ history: [{ to: 'pending' }, { to: 'cancelled', reason: 'owner' }] });
    expect((await call('DELETE', `/${id}`)).status).toBe(204);
    expect(refusal(await call('GET', `/${id}`))).toEqual([404, 'not_found']);
    const events = `select type from account_events where data ->> 'id' = $1 order by created_at, id`;
    const { rows } = await uploads.here.sql.query<{ type: string }>(events, [id]);
    expect(rows.map(({ type }) => type)).toEqual(['upload.updated', 'upload.cancelled', 'upload.deleted']);
  });
});
