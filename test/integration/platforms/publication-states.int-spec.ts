import { newId } from '@app/core';
import {
  type NewPublication,
  PlatformsModule,
  PUBLICATION_STATUSES,
  PUBLICATION_TRANSITIONS,
  PublicationApprovalsRepository,
  type PublicationFault,
  PublicationLeasesRepository,
  type PublicationStatus,
  PublicationsRepository,
  PublicationTimesRepository,
  publicationSubmissions,
  type TakenPublication,
} from '@app/platforms';
import fc from 'fast-check';
import { DataSource, type EntityManager } from 'typeorm';
import { UploadRows } from '../../support/harness/upload-rows';

const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };
const FAULT: PublicationFault = { code: 'platform_refused', message: 'No.', class: 'media_rejected', step: 'commit' };
const CHANGE = { overrides: { title: 'Changed' } };
const LOST = { code: 'row_lease_lost' };

describe('the states of a publication in the database', () => {
  let here: UploadRows;
  let ownerId: string;
  let accountId: string;
  let uploadId: string;
  const db = () => here.service(DataSource);
  const rows = () => here.service(PublicationsRepository);
  const approvals = () => here.service(PublicationApprovalsRepository);
  const leases = () => here.service(PublicationLeasesRepository);
  const query = <T>(statement: string, parameters?: unknown[]): Promise<T> => here.query<T>(statement, parameters);
  const commit = <T>(work: (manager: EntityManager) => Promise<T>): Promise<T> => db().transaction(work);

  beforeAll(async () => {
    here = await UploadRows.start({ imports: [PlatformsModule] });
  });
  beforeEach(async () => {
    await here.enter();
    [ownerId, accountId, uploadId] = [here.userId, newId(), (await here.create()).id];
    await query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, ownerId],
    );
  });
  afterAll(() => here?.close());

  const create = async (more: Partial<NewPublication> = {}): Promise<string> => {
    const publication = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, ...more };
    const time = { publishAt: null, localTime: null, timeZone: null };
    await commit((manager) => rows().create({ ownerId }, uploadId, [{ ...time, ...publication }], manager));
    return (await rows().ofUploads([uploadId])).get(uploadId)?.at(-1)?.id ?? '';
  };
  const release = () =>
    commit((manager) => rows().release(uploadId, new Map([['youtube', { file: FILE, texts: TEXTS }]]), manager));
  const scheduled = async (more: Partial<NewPublication> = {}) => {
    const id = await create(more);
    await release();
    return id;
  };
  const found = async (id: string) => {
    const publication = await rows().find({ ownerId }, uploadId, id);
    if (!publication) throw new Error('the publication is missing');
    return publication;
  };
  const taken = async (id: string): Promise<TakenPublication> => {
    const take = await leases().take(id, 30);
    if (!take) throw new Error('the publication was not taken');
    return take;
  };
  const leaseEnds = (id: string) =>
    query(`update publications set lease_until = now() - interval '1 second' where id = $1`, [id]);

  it('follow the table and nothing else, and every transition is in the journal', async () => {
    /** Writes a status as anyone with database access could, with the columns that it needs. */
    const force = (id: string, to: PublicationStatus) =>
      query(
        `update publications set status = $2, file = '{}', texts = '{}', fault = '{}', post_id = 'a', published_at = now(), due_at = null,
           deadline_at = null, lease_until = null, waiting_for = case when $2 = 'waiting' then 'account' end,
           verified_at = case when $2 = 'verified' then now() end where id = $1`,
        [id, to],
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<PublicationStatus>(...PUBLICATION_STATUSES), { minLength: 1, maxLength: 12 }),
        async (wanted) => {
          await query('delete from publications where upload_id = $1', [uploadId]);
          const id = await create();
          const path: PublicationStatus[] = ['pending'];
          for (const to of wanted) {
            const from = path.at(-1) ?? 'pending';
            const isAllowed = to === from || PUBLICATION_TRANSITIONS[from].includes(to);
            const outcome = await force(id, to).then(
              () => true,
              (error: Error) => {
                expect(error.message).toContain(`from ${from} to ${to}`);
                return false;
              },
            );
            expect([from, to, outcome]).toEqual([from, to, isAllowed]);
            if (outcome && to !== from) path.push(to);
          }
          const journal = await query<{ outcome: string }[]>(
            `select outcome from publication_events where publication_id = $1 and step = 'status' order by id`,
            [id],
          );
          expect(journal.map(({ outcome }) => outcome)).toEqual(path);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('have one slot for an upload on an account, whatever happens at the same time', async () => {
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => create()));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await commit((manager) => rows().cancelAll(uploadId, manager));
    await create();
    await expect(create()).rejects.toThrow('publications_one_open');
  });

  it('let one of many workers publish, and fence off the one that was overtaken', async () => {
    const id = await scheduled();
    const takes = await Promise.allSettled(Array.from({ length: 6 }, () => leases().take(id, 30)));
    expect(takes.filter((take) => take.status === 'fulfilled' && take.value)).toHaveLength(1);
    await leaseEnds(id);
    const former = { id, epoch: 1 };
    const { lease } = await taken(id);
    const begun = await publicationSubmissions.begin(db(), lease);
    expect(begun.outcome).toBe('begun');
    await expect(leases().mayPublish(former)).rejects.toMatchObject(LOST);
    await expect(publicationSubmissions.begin(db(), former)).rejects.toMatchObject(LOST);
    await expect(commit((manager) => leases().publish(former, 'post', 5, manager))).rejects.toMatchObject(LOST);
    expect(await publicationSubmissions.begin(db(), lease)).toMatchObject({ outcome: 'unconfirmed' });
  });

  it('remember a publishing call without an answer for ever', async () => {
    const id = await scheduled();
    const { lease } = await taken(id);
    await publicationSubmissions.begin(db(), lease);
    await query(`update publication_submissions set updated_at = now() - interval '1 year'`);
    await leaseEnds(id);
    const heir = await taken(id);
    expect(heir.sent).toEqual({ state: 'unanswered', at: expect.any(Date), number: 1 });
    expect(await publicationSubmissions.begin(db(), heir.lease)).toMatchObject({ outcome: 'unconfirmed' });
    expect(await rows().cancelAll(uploadId, db().manager)).toMatchObject({ isIdle: false, isStopped: false });
    await publicationSubmissions.adopt(db(), heir.lease, 'post');
    await commit((manager) => leases().publish(heir.lease, 'post', 0, manager));
    expect((await taken(id)).sent).toEqual({ state: 'accepted', postId: 'post' });
  });

  it('keep the address of an unfinished upload sealed', async () => {
    const id = await scheduled();
    const { lease } = await taken(id);
    await leases().keepSession(lease, { reference: 'https://upload.example/secret' });
    const [{ session }] = await query<[{ session: string }]>('select session from publications where id = $1', [id]);
    expect(session).toMatch(/^v1\./);
    await leaseEnds(id);
    expect((await taken(id)).session).toEqual({ reference: 'https://upload.example/secret' });
  });

  it('begin at their time, and not before', async () => {
    const publishAt = new Date(Date.now() + 3_600_000);
    const id = await scheduled({ publishAt, localTime: '2027-01-01T10:00', timeZone: 'Europe/Berlin' });
    expect(await leases().take(id, 30)).toBeUndefined();
    expect(await leases().dueInMs(id)).toBeGreaterThan(3_500_000);
    const time = { publishAt: new Date(), localTime: null, timeZone: null };
    await commit(async (manager) => rows().change(await found(id), undefined, { time }, manager));
    expect((await taken(id)).publication.status).toBe('publishing');
  });

  it('[peers 3.4] say why they are late', async () => {
    const id = await create({ publishAt: new Date(Date.now() - 90_000) });
    await release();
    expect((await taken(id)).publication.lateReason).toBe('processing');
  });

  it('wait for the approval that they need, whatever else happens, and stop when it is withdrawn', async () => {
    const id = await create({ needsApproval: true });
    expect(await release()).toEqual([]);
    const attempts = [
      () => leases().take(id, 30),
      () => commit(async (manager) => rows().change(await found(id), undefined, CHANGE, manager)),
      () => commit((manager) => rows().retry(uploadId, 'all', manager)),
      () => release(),
    ];
    for (const attempt of attempts) {
      await attempt();
      expect(await found(id)).toMatchObject({ status: 'pending', approval: 'required', dueAt: null });
    }
    await expect(query(`update publications set status = 'scheduled' where id = $1`, [id])).rejects.toThrow(
      '_approved',
    );
    expect(await commit((manager) => approvals().approve(uploadId, manager))).toEqual([
      { id, delayMs: 0, priority: 0 },
    ]);
    const { lease } = await taken(id);
    expect(await leases().mayPublish(lease)).toBe('yes');
    await commit((manager) => approvals().withdraw(uploadId, manager));
    expect(await leases().mayPublish(lease)).toBe('unapproved');
    expect(await commit((manager) => leases().holdUnapproved(lease, manager))).toBe(true);
    expect(await leases().take(id, 30)).toBeUndefined();
    await query(`update publications set status = 'failed', fault = '{}' where id = $1`, [id]);
    await commit((manager) => rows().retry(uploadId, 'all', manager));
    expect(await found(id)).toMatchObject({ status: 'pending', approval: 'required', dueAt: null });
  });

  it('lose their approval with a change, another video or other texts, and keep it with the same ones', async () => {
    const id = await scheduled({ needsApproval: true, publishAt: new Date(Date.now() + 3_600_000) });
    const approve = () => commit((manager) => approvals().approve(uploadId, manager));
    expect(await approve()).toHaveLength(1);
    await commit(async (manager) => rows().change(await found(id), undefined, CHANGE, manager));
    expect(await found(id)).toMatchObject({ status: 'pending', approval: 'required', dueAt: null });
    const again = async (description: string, isVideoMadeAgain: boolean) => {
      await approve();
      const failed = `status = 'failed', fault = '{}', due_at = null, deadline_at = null, publish_at = null`;
      await query(`update publications set ${failed} where id = $1`, [id]);
      await commit((manager) => rows().reopen(uploadId, manager, isVideoMadeAgain));
      const delivery = { file: FILE, texts: { ...TEXTS, description } };
      await commit((manager) => rows().release(uploadId, new Map([['youtube', delivery]]), manager));
      return (await found(id)).status;
    };
    expect(await again(TEXTS.description, false)).toBe('scheduled');
    expect(await again('Other words', false)).toBe('pending');
    expect(await again('Other words', true)).toBe('pending');
  });

  it('change only for those who saw the latest revision, and not while they are published', async () => {
    const id = await scheduled();
    const change = async (revision: number) =>
      commit(async (manager) => rows().change(await found(id), revision, { overrides: { title: 'Mine' } }, manager));
    const { revision } = await found(id);
    expect(await change(revision)).toBe('changed');
    expect(await change(revision)).toBe('stale');
    const { lease } = await taken(id);
    const current = await found(id);
    expect(current.overrides).toEqual({ title: 'Mine' });
    expect(await change(current.revision)).toBe('busy');
    const cancel = async () =>
      commit(async (manager) => rows().cancel(await found(id), (await found(id)).revision, manager));
    expect(await cancel()).toBe('busy');
    await commit((manager) => leases().park(lease, { fault: FAULT, waitingFor: 'account' }, manager));
    expect(await cancel()).toBe('cancelled');
    expect(await leases().take(id, 30)).toBeUndefined();
  });

  it('are tried again after a failure, also when the platform removed the post', async () => {
    const id = await scheduled();
    const first = await taken(id);
    await publicationSubmissions.begin(db(), first.lease);
    await publicationSubmissions.adopt(db(), first.lease, 'post');
    await commit((manager) => leases().publish(first.lease, 'post', 0, manager));
    const second = await taken(id);
    await commit((manager) => leases().fail(second.lease, FAULT, manager));
    const retried = await commit((manager) => rows().retry(uploadId, 'all', manager));
    expect(retried).toEqual([{ id, delayMs: 0, priority: 0 }]);
    expect((await taken(id)).sent).toBeNull();
  });

  it('are listed by their time, page after page, for their owner only', async () => {
    const [from, to] = [new Date('2026-10-25T00:00:00Z'), new Date('2026-10-26T00:00:00Z')];
    const at = async (publishAt: Date | null) => {
      uploadId = (await here.create()).id;
      return create({ publishAt });
    };
    const [first, , second] = [await at(from), await at(to), await at(new Date(from.getTime() + 1)), await at(null)];
    const cancelled = await found(await at(new Date(from.getTime() + 2)));
    await commit((manager) => rows().cancel(cancelled, undefined, manager));
    const times = here.service(PublicationTimesRepository);
    const list = (owner = ownerId, cursor?: string, account?: string) =>
      times.list({ ownerId: owner }, { from, to, accountId: account }, { limit: 1, cursor });
    const page = await list(ownerId, undefined, accountId);
    expect(page.rows.map(({ id }) => id)).toEqual([second]);
    const rest = await list(ownerId, page.nextCursor ?? '');
    expect([rest.rows.map(({ id }) => id), rest.nextCursor]).toEqual([[first], null]);
    expect((await list(newId())).rows).toEqual([]);
    expect((await list(ownerId, undefined, newId())).rows).toEqual([]);
  });
});
