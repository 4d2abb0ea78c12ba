import { createHash, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  AccountAccessService,
  PlatformAdapters,
  type VideoPost,
  type VideoPublisher,
  type VideoSource,
} from '@app/platforms';
import { PlatformInstallation } from '../../support/harness/platform-installation';

const MIB = 1_048_576;
const bytes = Buffer.alloc(20 * MIB + 321, 'the bytes of a video ');
const SHA256 = createHash('sha256').update(bytes).digest('hex');
const POST = {
  title: 'A lap',
  tags: ['bike', 'two words'],
  privacy: 'unlisted',
  fileName: 'reelway-publication-1.mp4',
} as const;

describe('publishing on YouTube', () => {
  let at: PlatformInstallation;
  let publisher: VideoPublisher;
  let accountId: string;
  let post: VideoPost;
  beforeAll(async () => {
    at = await PlatformInstallation.start({ worker: false });
    const adapter = at.service(PlatformAdapters).named('youtube');
    if (!adapter.publisher) throw new Error('YouTube has no publisher');
    publisher = adapter.publisher;
  });
  beforeEach(async () => {
    await at.enter();
    accountId = await at.connected('youtube');
    post = { ...POST, description: `Around the lake ${randomUUID()}` };
    reads = [];
  });
  afterEach(async () => {
    await at.emulators.youtube.faults();
    expect(await at.emulators.youtube.violations()).toEqual([]);
  });
  afterAll(() => at?.close());

  /** Ranges that were read, in order. */
  let reads: number[] = [];
  const source: VideoSource = {
    size: bytes.length,
    contentType: 'video/mp4',
    open: ({ start, end }) => {
      reads.push(end - start + 1);
      return Promise.resolve(Readable.from([bytes.subarray(start, end + 1)]));
    },
  };
  const { signal } = new AbortController();
  interface Access {
    externalId: string;
    accessToken: string;
    refreshToken: string | null;
  }
  const withAccess = <T>(call: (access: Access) => Promise<T>) =>
    at.service(AccountAccessService).use(accountId, (_adapter, access) => call(access));
  const open = () => withAccess((access) => publisher.open(access, post, source));
  const observe = (postId: string) => withAccess((access) => publisher.observe(access, postId));
  const published = async () =>
    (await at.emulators.youtube.posts()).filter(({ caption }) => caption === post.description);
  const transfer = (session: { reference: string }) =>
    withAccess((access) => publisher.transfer(access, session, source, { signal, report: () => undefined }));
  const commit = (session: { reference: string }) =>
    withAccess((access) => publisher.commit(access, session, source, { signal }));
  const outcome = (session: { reference: string }) =>
    withAccess((access) => publisher.outcome(access, session, source));

  it('sends the video in parts, publishes with the last one, and says when it is live', async () => {
    const session = await open();
    await transfer(session);
    expect(await published()).toEqual([]);
    expect(await outcome(session)).toEqual({ state: 'not_published', storedBytes: 16 * MIB });
    const postId = await commit(session);
    expect(reads).toEqual([8 * MIB, 8 * MIB, 4 * MIB + 321]);
    expect(await published()).toMatchObject([{ postId, title: POST.title, privacy: 'unlisted', sha256: SHA256 }]);
    expect(await observe(postId)).toEqual({ state: 'processing' });
    await at.emulators.youtube.advance(60);
    expect(await observe(postId)).toEqual({
      state: 'live',
      privacy: 'unlisted',
      permalink: `https://www.youtube.com/watch?v=${postId}`,
    });
    expect(await observe('unknown')).toBeUndefined();
  });

  it.each([
    ['the connection breaks', { type: 'reset', afterRequestBytes: 3 * MIB }],
    ['YouTube fails', { type: 'http', status: 503 }],
  ])('continues where the platform says that it stopped when %s', async (_, action) => {
    const session = await open();
    await at.emulators.youtube.faults({ op: 'yt.put', when: { stepIs: 'put' }, nth: 2, action });
    await expect(transfer(session)).rejects.toMatchObject({ options: { extra: { failure: 'transient' } } });
    await transfer(session);
    await commit(session);
    expect(await published()).toMatchObject([{ sha256: SHA256 }]);
    expect(reads.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(bytes.length + 8 * MIB);
  });

  it('trusts the platform, not itself, about what is stored', async () => {
    const session = await open();
    const stores_less = { type: 'store_less', bytes: MIB };
    await at.emulators.youtube.faults({ op: 'yt.put', when: { stepIs: 'put' }, nth: 1, times: 2, action: stores_less });
    await transfer(session);
    await commit(session);
    expect(await published()).toMatchObject([{ sha256: SHA256 }]);
  });

  it.each([
    ['after its effect', { type: 'drop_after_effect' }, 'published'],
    ['before its effect', { type: 'reset_before_effect' }, 'not_published'],
  ])('knows what became of a publishing call whose answer was lost %s', async (_, action, state) => {
    const session = await open();
    await transfer(session);
    await at.emulators.youtube.faults({ op: 'yt.put', when: { isFinal: true }, action });
    await expect(commit(session)).rejects.toMatchObject({
      options: { extra: { failure: 'outcome_unknown' } },
    });
    expect(await outcome(session)).toMatchObject({ state });
    if (state === 'not_published') await commit(session);
    else await expect(commit(session)).rejects.toBeDefined();
    expect(await published()).toMatchObject([{ sha256: SHA256 }]);
  });

  it('loses a session without having published anything', async () => {
    const session = await open();
    await at.emulators.youtube.advance(2 * 86_400);
    await expect(transfer(session)).rejects.toMatchObject({ options: { extra: { failure: 'session_lost' } } });
    expect(await outcome(session)).toEqual({ state: 'session_lost' });
  });

  it('fails with the platform code when it refuses the post or the video', async () => {
    await at.emulators.youtube.faults({ op: 'yt.insert', action: { type: 'named', name: 'yt.quota' } });
    await expect(open()).rejects.toMatchObject({
      options: { extra: { failure: 'quota_exhausted', platform_code: 'quotaExceeded' } },
    });
    const session = await open();
    await transfer(session);
    const [{ account_id } = { account_id: '' }] = await at.accounts('youtube');
    await at.emulators.youtube.control('PUT', `/accounts/${account_id}/behaviour`, { outcome: 'rejected:copyright' });
    const postId = await commit(session);
    await at.emulators.youtube.advance(60);
    expect(await observe(postId)).toEqual({ state: 'failed', class: 'policy_rejected', reason: 'copyright' });
    await at.emulators.youtube.control('PUT', `/accounts/${account_id}/behaviour`, { outcome: 'ok' });
  });
});
