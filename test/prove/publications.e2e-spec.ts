import { createHash, randomUUID } from 'node:crypto';
import {
  CRASH_POINTS,
  type CrashPoint,
  type PostAccount,
  PublishingInstallation,
} from '../support/harness/publishing-installation';

/** The privacy of the posts in each platform's terms. */
const PRIVACY = {
  tiktok: 'PUBLIC_TO_EVERYONE',
  youtube: 'unlisted',
  instagram: 'public',
  facebook: 'public',
} as const;
type Platform = keyof typeof PRIVACY;

const { PROVE_PLATFORM: platform = 'all', PROVE_RUNS: runs = '200', PROVE_SEED: seed = randomUUID() } = process.env;
const RUNS = Number(runs);
const PLATFORMS = (Object.keys(PRIVACY) as Platform[]).filter((name) => platform === 'all' || platform === name);
/** Posts that one worker is publishing when it is killed. */
const AT_ONCE = 4;
/** Seconds of the platform that pass in one of ours, so that its pauses are short; all limits of a day end with a life. */
const [SPEED, DAY_SECONDS] = [60, 86_400];

/** Every point once, in an order that depends on the seed, then again in another one. */
function* pointsIn(name: string): Generator<CrashPoint> {
  const digest = (point: string, round: number) =>
    createHash('sha256').update([seed, name, round, point].join(' ')).digest('hex');
  for (let round = 0; ; round += 1)
    yield* (Object.keys(CRASH_POINTS) as CrashPoint[]).sort((a, b) => (digest(a, round) < digest(b, round) ? -1 : 1));
}

/** `npm run publish:prove`: a post exists exactly once, whatever kills a worker. */
describe('publishing exactly once', () => {
  let here: PublishingInstallation;
  beforeAll(async () => {
    here = await PublishingInstallation.start({ DATABASE_POOL_SIZE: String(4 + 3 * AT_ONCE) });
    await here.enter('lifetime');
  });
  afterAll(() => here?.close());

  const accountOn = async (name: Platform) => {
    const id = await here.at.connectedOn(name);
    return { id, platform: name, overrides: { privacy: PRIVACY[name] } };
  };

  /** A worker with several posts that is killed at a point, until another one has published them. */
  const life = async (account: PostAccount, point: CrashPoint): Promise<{ deaths: number; captions: string[] }> => {
    const sent: { uploadId: string; caption: string }[] = [];
    const begin = async () => {
      while (sent.length < AT_ONCE) sent.push(await here.ready([account]));
    };
    await here.work();
    const deaths = await here.killAt(point, begin, AT_ONCE);
    await here.work();
    for (const { uploadId } of sent) await here.published(uploadId);
    return { deaths, captions: sent.map(({ caption }) => caption) };
  };

  it.each(PLATFORMS)(
    `brings ${RUNS} posts whose worker is killed to %s once`,
    async (name) => {
      const emulator = here.at.emulators[name];
      await emulator.control('PUT', '/clock', { speed: SPEED });
      const account = await accountOn(name);
      const points = pointsIn(name);
      const captions: string[] = [];
      const onceAfter: Record<string, number> = {};
      for (let runs = 0; runs < RUNS; ) {
        const point = points.next().value as CrashPoint;
        const ended = await life(account, point);
        await emulator.advance(DAY_SECONDS);
        for (const caption of ended.captions)
          expect([point, (await here.live(name, caption)).length]).toEqual([point, 1]);
        onceAfter[point] = (onceAfter[point] ?? 0) + ended.deaths;
        runs += ended.deaths;
        captions.push(...ended.captions);
      }
      const posts = await Promise.all(captions.map(async (caption) => (await here.live(name, caption)).length));
      expect(posts.filter((count) => count !== 1)).toEqual([]);
      const verdict = {
        platform: name,
        seed,
        posts: captions.length,
        onceAfter,
        violations: await emulator.violations(),
      };
      process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
      expect(verdict.violations).toEqual([]);
    },
    RUNS * 60_000,
  );
});
