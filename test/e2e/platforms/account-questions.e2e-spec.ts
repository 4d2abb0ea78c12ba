import { AccountQuestionsService, PlatformAccountsRepository } from '@app/platforms';
import { PlatformInstallation } from '../../support/harness/platform-installation';
import { withinOneHour } from '../../support/harness/within-one-hour';

interface Info {
  max_seconds: number | null;
  code?: string;
}

describe('questions about connected accounts', () => {
  let at: PlatformInstallation;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
  });
  const enter = async () => {
    await at.sql('delete from platform_accounts');
    await at.enter();
  };
  beforeEach(enter);
  afterEach(async () => {
    for (const emulator of Object.values(at.emulators)) expect(await emulator.violations()).toEqual([]);
  });
  afterAll(() => at?.close());

  const info = (platform: string, id: string) => at.call<Info>('GET', `/${platform}/accounts/${id}/creator-info`);
  const refresh = (id: string) => at.call('POST', `/youtube/accounts/${id}/refresh`);
  const asked = () => at.requests('youtube', 'yt.channels');
  const useUp = (left = 0) =>
    at.sql(
      `insert into platform_questions (user_id, platform, day, questions)
       values ($1, 'youtube', (now() at time zone 'America/Los_Angeles')::date, 400 - $2::int)
       on conflict (user_id, platform) do update set questions = excluded.questions`,
      at.user.userId,
      left,
    );
  const age = (id: string, period: string) =>
    at.sql('update platform_accounts set creator_info_at = now() - $2::interval where id = $1', id, period);

  it('ask YouTube once in five minutes, for all workspaces that have connected the channel', async () => {
    const first = await asked();
    const id = await at.connected('youtube');
    const before = await asked();
    const connecting = before - first;
    const answers: unknown[] = [];
    for (let count = 0; count < 10; count += 1) answers.push((await info('youtube', id)).body);
    expect(answers).toEqual(Array.from({ length: 10 }, () => expect.objectContaining({ can_post: true })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    await at.enter();
    const other = await at.connected('youtube');
    const connected = await asked();
    expect((await info('youtube', other)).body).toEqual(answers[0]);
    expect([connected - before, await asked()]).toEqual([1 + connecting, connected]);
    await age(id, '6 minutes');
    expect((await info('youtube', other)).body).toEqual(answers[0]);
    expect(await asked()).toBe(connected + 1);
  });

  it('ask TikTok each time, whose answers must be of this moment', async () => {
    const id = await at.connected('tiktok');
    const before = await at.requests('tiktok', 'tt.creator');
    for (let count = 0; count < 3; count += 1) expect((await info('tiktok', id)).status).toBe(200);
    expect(await at.requests('tiktok', 'tt.creator')).toBe(before + 3);
  });

  it('of one workspace leave the quota of YouTube to the posts of the others', () =>
    withinOneHour(async () => {
      const id = await at.connected('youtube');
      const { body: answer } = await info('youtube', id);
      await useUp();
      const before = await asked();
      await age(id, '23 hours');
      expect(await info('youtube', id)).toMatchObject({ status: 200, body: answer });
      await age(id, '25 hours');
      for (const refused of [await info('youtube', id), await refresh(id)]) {
        expect(refused).toMatchObject({ status: 429, body: { code: 'platform_rate_limited' } });
        const seconds = Number(refused.headers.get('retry-after'));
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(25 * 3_600);
      }
      expect(await asked()).toBe(before);
      expect((await at.accounts('youtube'))[0]).toMatchObject({ status: 'active' });
      await at.sql('update platform_questions set day = day - 1 where user_id = $1', at.user.userId);
      expect((await refresh(id)).status).toBe(200);
      expect((await info('youtube', id)).status).toBe(200);
      expect(await asked()).toBe(before + 2);
      await at.enter();
      expect((await refresh(await at.connected('youtube'))).status).toBe(200);
    }, enter));

  it('that come at the same time do not exceed the share of the workspace', () =>
    withinOneHour(async () => {
      const id = await at.connected('youtube');
      await useUp(2);
      const account = await at.service(PlatformAccountsRepository).find({ ownerId: at.user.userId }, id);
      if (!account) throw new Error('the account is missing');
      const questions = at.service(AccountQuestionsService);
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => questions.check(account)));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    }, enter));
});
