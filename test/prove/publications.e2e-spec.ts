import { CRASH_POINTS, type CrashPoint, PublishingInstallation } from '../support/harness/publishing-installation';

const RUNS = Number(process.env.PROVE_RUNS ?? 210);
const points = Object.keys(CRASH_POINTS) as CrashPoint[];

/** `npm run publish:prove`: whatever kills a worker, a post exists once. */
describe('publishing exactly once', () => {
  let here: PublishingInstallation;
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    await here.enter('lifetime');
  });
  afterAll(() => here?.close());

  /** The platform's own limits of posts a day are not the subject. */
  const liftLimits = async () => {
    const { youtube } = here.at.emulators;
    await youtube.control('PUT', '/app', { insert_quota: 1_000_000, unit_quota: 100_000_000 });
    type User = { sub: string; channels: object[] };
    const { users } = await youtube.control<{ users: User[] }>('GET', '/users');
    for (const { sub, channels } of users) {
      const unlimited = channels.map((channel) => ({ ...channel, upload_cap: 1_000_000 }));
      await youtube.control('PUT', `/users/${sub}`, { channels: unlimited });
    }
  };

  it(
    `survives ${RUNS} deaths of its worker`,
    async () => {
      await liftLimits();
      const account = { id: await here.at.connected('youtube'), platform: 'youtube' };
      const verdict: Record<string, number> = {};
      for (let run = 0; run < RUNS; run += 1) {
        const point = points[run % points.length] ?? 'the intention is recorded';
        let sent = { uploadId: '', caption: '' };
        await here.work();
        await here.killAt(point, async () => {
          sent = await here.ready([account]);
        });
        await here.work();
        await here.until(sent.uploadId, 'published', 'verified');
        const posts = await here.live('youtube', sent.caption);
        expect([point, posts.length]).toEqual([point, 1]);
        verdict[point] = (verdict[point] ?? 0) + 1;
      }
      const violations = await here.at.emulators.youtube.violations();
      process.stdout.write(`${JSON.stringify({ runs: RUNS, postsOncePerPoint: verdict, violations }, null, 2)}\n`);
      expect(violations).toEqual([]);
    },
    RUNS * 60_000,
  );
});
