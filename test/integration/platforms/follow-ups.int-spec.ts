import { newId } from '@app/core';
import { PlatformAccountsRepository, PublicationEventsRepository, PublicationsRepository } from '@app/platforms';
import type { PlatformEmulator } from '../../support/emulators/platform-emulator';
import { PublishingRows } from '../../support/harness/publishing-rows';

/** The permission that comments need. */
const COMMENTING = {
  youtube: 'https://www.googleapis.com/auth/youtube.force-ssl',
  facebook: 'pages_manage_engagement',
  instagram: 'instagram_manage_comments',
};

const CALIFORNIA = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', timeStyle: 'short' });
const MOST_RUNS = 20;
const LOST = { type: 'drop_after_effect' };
const LIMITS = {
  youtube: { type: 'named', name: 'yt.quota' },
  facebook: { type: 'named', name: 'meta.4' },
  instagram: { type: 'named', name: 'meta.4' },
};

let here: PublishingRows;
beforeAll(async () => {
  here = await PublishingRows.start();
});
afterAll(() => here?.close());

const withOptions = (id: string, options: object) =>
  here.rows.query('update publications set overrides = $2 where id = $1', [id, { options }]);
/** The outcomes of a step, in order. */
const outcomesOf = async (id: string, name: string) =>
  (await here.rows.service(PublicationEventsRepository).of(id))
    .filter(({ step }) => step === name)
    .map(({ outcome }) => outcome);

describe.each(['youtube', 'facebook', 'instagram'] as const)('the first comment of a post on %s', (name) => {
  let emulator: PlatformEmulator;
  let accountId: string;
  beforeEach(async () => {
    emulator = await here.emulator(name);
    accountId = (await here.connect(name)).id;
  });
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  it('leaves the post and its account as they are when the account lacks the permission', async () => {
    await here.reconnect(name, [COMMENTING[name]]);
    const id = await here.post(name, accountId, newId());
    await withOptions(id, { first_comment: 'First!' });
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    expect(await outcomesOf(id, 'first_comment')).toEqual(['started', 'failed']);
    expect(await here.rows.service(PlatformAccountsRepository).get(accountId)).toMatchObject({ status: 'active' });
  });

  it.each([
    ['when it has passed, after a limit', [LIMITS[name]], ['started', 'failed', 'started', 'done'], 1],
    ['never after its answer was lost', [LOST], ['started', 'failed'], 1],
    [
      'never after its answer was lost after a limit',
      [LIMITS[name], LOST],
      ['started', 'failed', 'started', 'failed'],
      1,
    ],
    ['three times at most', Array(4).fill(LIMITS[name]), Array(3).fill(['started', 'failed']).flat(), undefined],
  ])('is written again %s', async (_, actions, outcomes, comments) => {
    const op = name === 'youtube' ? 'yt.comment' : 'fb.comment';
    await emulator.faults(...actions.map((action) => ({ op, action })));
    const caption = newId();
    const id = await here.post(name, accountId, caption);
    await withOptions(id, { first_comment: 'First!' });
    expect(await here.work(name, id)).toMatchObject({ status: 'verified', fault: null });
    expect(await outcomesOf(id, 'first_comment')).toEqual(outcomes);
    const [post] = await here.live(name, caption);
    expect((post?.options.comments as string[] | undefined)?.length).toBe(comments);
  });
});

describe('a post on YouTube whose thumbnail is refused', () => {
  let emulator: PlatformEmulator;
  let [id, caption] = ['', ''];
  beforeEach(async () => {
    emulator = await here.emulator('youtube');
    const { id: accountId } = await here.connect('youtube');
    caption = newId();
    id = await here.post('youtube', accountId, caption);
    await here.rows.query(
      `update publications set overrides = '{"options":{"first_comment":"First!"}}', file = jsonb_set(file::jsonb, '{cover}',
         jsonb_build_object('key', file ->> 'key', 'sizeBytes', 600000, 'contentType', 'image/jpeg'))::json where id = $1`,
      [id],
    );
  });
  afterEach(async () => expect(await emulator.violations()).toEqual([]));

  /** Works on the post until the thumbnail was refused. */
  const refused = async () => {
    await emulator.faults({ op: 'yt.thumb', action: { type: 'named', name: 'yt.quota' } });
    for (let runs = 0; runs < MOST_RUNS && (await outcomesOf(id, 'thumbnail')).length === 0; runs += 1) {
      await emulator.advance(60);
      await here.runOnce([id]);
    }
    return here.rows.service(PublicationsRepository).get(id);
  };

  it('because the quota is used up gets it, and what follows it, on the next day in California', async () => {
    const post = await refused();
    expect(CALIFORNIA.format(post?.dueAt ?? 0)).toBe('00:00');
    expect([post?.status, await outcomesOf(id, 'first_comment')]).toEqual(['published', []]);
    expect(await here.work('youtube', id)).toMatchObject({ status: 'verified', fault: null });
    expect(await here.live('youtube', caption)).toMatchObject([
      { thumbnail: { type: 'image/jpeg' }, options: { comments: ['First!'] } },
    ]);
  });

  it('again and again is not commented on a second time meanwhile, although the answer to the comment was lost', async () => {
    const outage = { op: 'yt.thumb', times: -1, action: { type: 'http', status: 503 } };
    await emulator.faults(outage, { op: 'yt.comment', action: LOST });
    expect(await here.work('youtube', id)).toMatchObject({ status: 'verified', fault: null });
    expect(await outcomesOf(id, 'thumbnail')).toEqual(['failed', 'failed', 'failed']);
    expect(await outcomesOf(id, 'first_comment')).toEqual(['started', 'failed']);
    expect(await here.live('youtube', caption)).toMatchObject([{ options: { comments: ['First!'] } }]);
  });

  it('is verified without it when no further query is planned', async () => {
    expect(await here.work('youtube', id, 1)).toMatchObject({ status: 'published' });
    await here.rows.query(
      `update publications set looks = 10, published_at = now() - interval '25 hours' where id = $1`,
      [id],
    );
    expect(await refused()).toMatchObject({ status: 'verified', permalink: expect.any(String) });
    expect(await outcomesOf(id, 'thumbnail')).toEqual(['failed']);
  });
});
