import type { PlatformInstallation } from '../../support/harness/platform-installation';
import { CRASH_POINTS, type CrashPoint, PublishingInstallation } from '../../support/harness/publishing-installation';
import { waitUntil } from '../../support/harness/wait-until';

const POINTS = Object.keys(CRASH_POINTS) as CrashPoint[];
/** `npm run publish:prove` kills workers at all points on all platforms. */
const CASES = [
  ...POINTS.map((point) => ['youtube', 'unlisted', point] as const),
  ['tiktok', 'PUBLIC_TO_EVERYONE', 'the answer is not recorded'],
  ['instagram', 'public', 'the answer is not recorded'],
  ['facebook', 'public', 'the answer is not recorded'],
] as const;

describe('posts, whatever becomes of the workers that publish them,', () => {
  let here: PublishingInstallation;
  let at: PlatformInstallation;
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    at = here.at;
    await here.enter();
    for (const emulator of Object.values(at.emulators)) await emulator.control('PUT', '/clock', { speed: 30 });
  });
  beforeEach(() => here.work());
  afterEach(async () => {
    for (const emulator of Object.values(at.emulators)) expect(await emulator.violations()).toEqual([]);
  });
  afterAll(() => here?.close());

  it.each(CASES)(
    '[peers 3.1] [emulator 10] exist once on %s (%s) when the worker dies where %s',
    async (...[platform, privacy, point]) => {
      const id = await at.connectedOn(platform);
      let sent = { uploadId: '', caption: '' };
      const deaths = await here.killAt(point, async () => {
        sent = await here.ready([{ id, platform, overrides: { privacy } }]);
      });
      expect(deaths).toBe(1);
      await here.work();
      await here.published(sent.uploadId);
      expect(await here.live(platform, sent.caption)).toHaveLength(1);
    },
  );

  it('[emulator 24] are published at their time, once, even with two workers', async () => {
    // A post whose time has come before it exists, as on a busy machine, cannot be early.
    const announce = async (seconds = 4): Promise<{ uploadId: string; caption: string; publishAt: Date }> => {
      const publishAt = new Date(Date.now() + seconds * 1_000);
      const sent = await here.ready([account], { publishAt });
      return Date.now() + 2_000 < publishAt.getTime() ? { ...sent, publishAt } : announce(2 * seconds);
    };
    const account = { id: await at.connectedOn('youtube'), platform: 'youtube' };
    const second = await here.anotherWorker();
    try {
      const { uploadId, caption, publishAt } = await announce();
      const post = await here.until(uploadId, 'verified');
      expect(await here.live('youtube', caption)).toHaveLength(1);
      const early = `select from publication_events where publication_id = $1 and step <> 'status' and created_at < $2`;
      expect(await at.sql(early, post.id, publishAt)).toEqual([]);
      await waitUntil(async () => (await here.statusOf(uploadId)) === 'completed');
      const { body } = await here.call<{ history: { to: string }[] }>('GET', `/${uploadId}/history`);
      expect(body.history.map(({ to }) => to).slice(-3)).toEqual(['staged', 'publishing', 'completed']);
    } finally {
      await second.stop();
    }
  });
});
