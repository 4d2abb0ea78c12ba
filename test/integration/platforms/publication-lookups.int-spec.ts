import { newId } from '@app/core';
import {
  OtherPostsRepository,
  PlatformsModule,
  PublicationLeasesRepository,
  PublicationMetricsRepository,
  PublicationsRepository,
} from '@app/platforms';
import { UploadRows } from '../../support/harness/upload-rows';

const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const [WORDS, POST_ID] = ['Around the lake', '7012'];

describe('a post that was found by its text', () => {
  let here: UploadRows;
  let accountId: string;
  beforeAll(async () => {
    here = await UploadRows.start({ imports: [PlatformsModule] });
  });
  beforeEach(async () => {
    await here.enter();
    accountId = newId();
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'tiktok', $1::text, 'An account', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
  });
  afterAll(() => here?.close());

  /** A scheduled post of an upload of its own. */
  const post = async (description: string): Promise<string> => {
    const [upload, posts] = [here.newUpload(), here.service(PublicationsRepository)];
    const time = { publishAt: null, localTime: null, timeZone: null };
    const publication = { accountId, accountName: 'An account', platform: 'tiktok', overrides: {}, ...time };
    const texts = { title: '', description, tags: [], privacy: 'public' };
    const owner = { ownerId: here.userId };
    return here.transaction(async (manager) => {
      await here.uploads.create(owner, upload, manager);
      await posts.create(owner, upload.id, [publication], manager);
      const [planned] = await posts.release(upload.id, new Map([['tiktok', { file: FILE, texts }]]), manager);
      return planned?.id ?? '';
    });
  };

  it.each([
    ['has other words', 'Other words', `status = 'publishing'`, false],
    ['is not sent yet', WORDS, `late_reason = null`, false],
    ['is being sent with the same words', WORDS, `status = 'publishing'`, true],
    ['went out long before', WORDS, `status = 'publishing', updated_at = now() - interval '1 hour'`, false],
    [
      'has that address',
      'Other words',
      `status = 'publishing', permalink = 'https://a.example/video/${POST_ID}'`,
      true,
    ],
  ])('may be another post of the account that %s', async (_, words, change, expected) => {
    const [id, other] = [await post(WORDS), await post(words)];
    const leases = here.service(PublicationLeasesRepository);
    const taken = await leases.take(id, 30);
    await here.query(`update publications set ${change} where id = $1`, [other]);
    const lease = taken?.lease ?? { id: '', epoch: 0 };
    expect(await leases.isAmbiguous(lease, POST_ID, new Date())).toBe(expected);
  });

  it('is none of those that the account has published for other publications, under either of their ids', async () => {
    const [id, other, earlier] = [await post(WORDS), await post(WORDS), await post(WORDS)];
    const publish = async (which: string, at: string) => {
      await here.query(`update publications set status = 'publishing' where id = $1`, [which]);
      const set = `update publications set status = 'published', post_id = $2, published_at = now() - $3::interval where id = $1`;
      await here.query(set, [which, `container of ${which}`, at]);
    };
    await publish(id, '0');
    await publish(other, '0');
    await publish(earlier, '1 hour');
    const metrics = here.service(PublicationMetricsRepository);
    await here.transaction((manager) => metrics.begin(other, POST_ID, manager));
    const besides = (accountOf: string) => here.service(OtherPostsRepository).besides({ id, accountId: accountOf });
    expect(await besides(accountId)).toEqual(new Set([`container of ${other}`, POST_ID]));
    expect(await besides(newId())).toEqual(new Set());
  });
});
