import { newId } from '@app/core';
import {
  PlatformsModule,
  PublicationLeasesRepository,
  PublicationsRepository,
  PublicationTimesRepository,
} from '@app/platforms';
import { UploadRows } from '../../support/harness/upload-rows';

const HOUR = 3_600_000;
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };
const ZONE = { localTime: '2027-01-01T10:00', timeZone: 'Europe/Berlin' };

describe('a failed post with a time', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({ imports: [PlatformsModule] });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const posts = () => here.service(PublicationsRepository);
  const leases = () => here.service(PublicationLeasesRepository);
  const release = (uploadId: string) =>
    here.transaction((manager) =>
      posts().release(uploadId, new Map([['youtube', { file: FILE, texts: TEXTS }]]), manager),
    );
  const failed = async (publishAt: Date) => {
    const [accountId, { id: uploadId }, owner] = [newId(), await here.create(), { ownerId: here.userId }];
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
    const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, publishAt, ...ZONE };
    await here.transaction((manager) => posts().create(owner, uploadId, [post], manager));
    await release(uploadId);
    await here.query(
      `update publications set status = 'failed', fault = '{"code":"media_rejected"}', due_at = null, deadline_at = null where upload_id = $1`,
      [uploadId],
    );
    return uploadId;
  };
  const found = async (uploadId: string) => (await posts().ofUploads([uploadId])).get(uploadId)?.[0];

  const RETRIES: Readonly<Record<string, { run: (uploadId: string) => Promise<unknown>; lateReason: string }>> = {
    'with another video': {
      run: async (uploadId) => {
        await here.transaction((manager) => posts().reopen(uploadId, manager, true));
        return release(uploadId);
      },
      lateReason: 'processing',
    },
    'with its video': {
      run: (uploadId) => here.transaction((manager) => posts().retry(uploadId, 'all', manager)),
      lateReason: 'media_rejected',
    },
  };
  it.each(Object.entries(RETRIES))('keeps it when it is retried %s', async (_, { run }) => {
    const publishAt = new Date(Date.now() + 24 * HOUR);
    const uploadId = await failed(publishAt);
    expect(await run(uploadId)).toMatchObject([{ delayMs: expect.any(Number) }]);
    const post = await found(uploadId);
    expect(post).toMatchObject({ status: 'scheduled', publishAt, ...ZONE, dueAt: publishAt, lateReason: null });
    expect(await leases().take(post?.id ?? '', 30)).toBeUndefined();
    expect(await leases().dueInMs(post?.id ?? '')).toBeGreaterThan(23 * HOUR);
  });

  it.each(Object.entries(RETRIES))(
    'is published at once when it has passed, and says why it is late, when it is retried %s',
    async (_, { run, lateReason }) => {
      const publishAt = new Date(Date.now() - 24 * HOUR);
      const uploadId = await failed(publishAt);
      await here.query('update publications set late_reason = null');
      expect(await run(uploadId)).toMatchObject([{ delayMs: 0 }]);
      const taken = await leases().take((await found(uploadId))?.id ?? '', 30);
      expect(taken?.publication).toMatchObject({ status: 'publishing', publishAt, ...ZONE, lateReason });
    },
  );

  it('keeps its approval for the same video, and needs another one for a new video', async () => {
    const uploadId = await failed(new Date(Date.now() + 24 * HOUR));
    await here.query(`update publications set approval = 'given'`);
    await here.transaction((manager) => posts().reopen(uploadId, manager));
    await release(uploadId);
    expect(await found(uploadId)).toMatchObject({ status: 'scheduled', approval: 'given' });
    await here.query(`update publications set status = 'failed', fault = '{}', due_at = null, deadline_at = null`);
    await here.transaction((manager) => posts().reopen(uploadId, manager, true));
    await release(uploadId);
    expect(await found(uploadId)).toMatchObject({ status: 'pending', approval: 'required' });
  });

  it('is overdue two minutes after its retry, until a worker begins', async () => {
    const times = here.service(PublicationTimesRepository);
    const before = await times.countOverdue();
    const uploadId = await failed(new Date(Date.now() - HOUR));
    await here.transaction((manager) => posts().retry(uploadId, 'all', manager));
    const passed = async (time: string) => {
      await here.query('update publications set due_at = now() - $2::interval where upload_id = $1', [uploadId, time]);
      return (await times.countOverdue()) - before;
    };
    expect([await passed('110 seconds'), await passed('130 seconds')]).toEqual([0, 1]);
    expect(await leases().take((await found(uploadId))?.id ?? '', 30)).toBeDefined();
    expect(await times.countOverdue()).toBe(before);
  });
});
