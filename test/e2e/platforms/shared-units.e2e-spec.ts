import { PublishingInstallation } from '../../support/harness/publishing-installation';
import { describeWithFfmpeg } from '../../support/harness/render-harness';
import { waitUntil } from '../../support/harness/wait-until';
import { withinOneHour } from '../../support/harness/within-one-hour';

/** Two posts with subtitles and a comment use up more of it than one workspace may. */
const UNITS = 1_400;
const [CHANNEL, OTHER] = ['UCemulator00000000000001', 'UCemulator00000000000002'];
/** The first workspace has done by then what it may. */
const LATER_MS = 15_000;
const STEPS = { options: { subtitles: { language: 'en', text: 'WEBVTT\n' }, first_comment: 'First!' } };
const CALIFORNIA = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'short' });

interface Waiting {
  status: string;
  next_attempt_at: string | null;
  error: { code: string; message: string } | null;
}

describeWithFfmpeg('the units of a day at YouTube', () => {
  let here: PublishingInstallation;
  beforeAll(async () => {
    here = await PublishingInstallation.start({ YOUTUBE_DAILY_UNITS: String(UNITS) });
    for (const id of [CHANNEL, OTHER])
      await here.at.emulators.youtube.control('PUT', `/accounts/${id}/behaviour`, { process_ms: 0 });
  });
  const enter = async () => {
    await here.stopWork();
    await here.at.sql('delete from publications');
    await here.at.sql('delete from platform_units');
    await here.at.sql('delete from platform_workspace_units');
  };
  beforeEach(enter);
  afterEach(async () => expect(await here.at.emulators.youtube.violations()).toEqual([]));
  afterAll(() => here?.close());

  /** A new workspace with posts that are due, and its person. */
  const workspace = async (account: string, count: number, publishAt: Date | null = null) => {
    await here.enter();
    const id = await here.at.connected('youtube', { account });
    const uploads: string[] = [];
    while (uploads.length < count)
      uploads.push((await here.ready([{ id, platform: 'youtube', overrides: STEPS }], { publishAt })).uploadId);
    return { user: here.at.user, uploads };
  };
  const postsOf = async ({ user, uploads }: Awaited<ReturnType<typeof workspace>>) => {
    here.at.user = user;
    const posts: Waiting[] = [];
    for (const id of uploads) posts.push(...((await here.posts(id)) as unknown as Waiting[]));
    return posts;
  };

  it('are not all used by the workspace with many posts: it waits until the next day, and the one with a single post does not', () =>
    withinOneHour(async () => {
      const greedy = await workspace(CHANNEL, 4);
      // Without a share for it, nothing would be left when its time comes.
      const small = await workspace(OTHER, 1, new Date(Date.now() + LATER_MS));
      await here.work();
      const isVerified = async () => (await postsOf(small)).every(({ status }) => status === 'verified');
      await waitUntil(isVerified, { timeoutMs: 90_000 }).catch(async (error: Error) => {
        throw new Error(`${error.message}: ${JSON.stringify(await postsOf(small))}\n${here.output()}`);
      });
      const waiting = await waitUntil(
        async () => {
          const posts = (await postsOf(greedy)).filter(({ error }) => error?.code === 'platform_call_limit');
          return posts.length >= 2 ? posts : undefined;
        },
        { timeoutMs: 60_000 },
      );
      for (const { status, next_attempt_at: at } of waiting)
        expect([status, CALIFORNIA.format(Date.parse(at ?? ''))]).toEqual(['published', '00:00']);
      const rows = await here.at.sql<{ units: number }>('select units from platform_units');
      expect(rows[0]?.units).toBeLessThanOrEqual(UNITS);

      await here.at.sql('update platform_units set day = day - 1');
      await here.at.sql('update platform_workspace_units set day = day - 1');
      await here.at.sql(
        `update publications set due_at = clock_timestamp(), deadline_at = clock_timestamp() where status = 'published'`,
      );
      await here.at.run('system.reconcile');
      const left = async () => (await postsOf(greedy)).filter(({ status }) => status !== 'verified').length;
      await waitUntil(async () => (await left()) < waiting.length, { timeoutMs: 60_000 });
    }, enter));
});
