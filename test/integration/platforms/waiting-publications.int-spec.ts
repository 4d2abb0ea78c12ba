import { AuthModule } from '@app/auth';
import { newId } from '@app/core';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule, PublicationLeasesRepository, PublicationsRepository } from '@app/platforms';
import { PublicationMailsService } from '../../../apps/worker/src/publishing/publication-mails.service';
import { PublicationOwnersService } from '../../../apps/worker/src/publishing/publication-owners.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';
import { UploadRows } from '../../support/harness/upload-rows';

const DAY = 86_400_000;
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };
const FAULT = { code: 'platform_access_ended', message: 'No.', class: 'reconnect_required', step: 'commit' } as const;
const BROKEN = `update platform_accounts set status = 'needs_reconnection', problem = 'access_ended', problem_code = 'x'`;
const MENDED = `update platform_accounts set status = 'active', problem = null, problem_code = null`;

describe('a post that waits for its account', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule],
      providers: [
        PublicationMailsService,
        PublicationOwnersService,
        PublicationSettlementService,
        PublishingMaintenanceService,
      ],
    });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const posts = () => here.service(PublicationsRepository);
  const found = async (id: string) => {
    const post = await posts().get(id);
    if (!post) throw new Error('the post is missing');
    return post;
  };
  const waiting = async (): Promise<string> => {
    const [accountId, { id: uploadId }] = [newId(), await here.create()];
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
    const time = { publishAt: null, localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides: {}, ...time };
    await here.query(BROKEN);
    const id = await here.transaction(async (manager) => {
      await posts().create({ ownerId: here.userId }, uploadId, [post], manager);
      const deliveries = new Map([['youtube', { file: FILE, texts: TEXTS }]]);
      return (await posts().release(uploadId, deliveries, manager))[0]?.id ?? '';
    });
    await park(id);
    return id;
  };
  /** A worker finds that the account of the post does not work. */
  const park = async (id: string) => {
    const { lease, needsReconnection } = await here.takenPost(id);
    expect(needsReconnection).toBe(true);
    const leases = here.service(PublicationLeasesRepository);
    await here.transaction((manager) => leases.park(lease, { fault: FAULT, waitingFor: 'account' }, manager));
  };
  /** As if it had been parked so many hours ago, at its time. */
  const age = (id: string, hours: number) =>
    here.query(
      `update publications set publish_at = moment.at, updated_at = moment.at
       from (select clock_timestamp() - make_interval(hours => $2) as at) as moment where id = $1`,
      [id, hours],
    );
  const move = async (id: string, publishAt: Date) => {
    const time = { publishAt, localTime: null, timeZone: null };
    const post = await found(id);
    await here.transaction((manager) => posts().change(post, undefined, { time }, manager));
  };
  /** Whether a worker gets the post, as every half minute. */
  const isListed = async (id: string) => {
    const jobs = () =>
      here.query<unknown[]>(
        `select from outbox where name = 'publication.advance' and payload ->> 'publicationId' = $1`,
        [id],
      );
    const { length } = await jobs();
    await here.transaction((manager) => here.service(PublishingMaintenanceService).republishOverdue(manager));
    return (await jobs()).length > length;
  };
  /** What clients that follow the upload and the pages of the dashboard see of a change. */
  const shown = async (id: string) => {
    const { uploadId } = await found(id);
    const changes = `select from account_events where type = 'publication.updated' and owner_id = $1 and data = $2::jsonb`;
    const events = await here.query<unknown[]>(changes, [here.userId, { id, upload_id: uploadId }]);
    return { events: events.length, updatedAt: (await here.found(uploadId)).updatedAt };
  };

  it('goes on once when it is connected again', async () => {
    const id = await waiting();
    expect(await isListed(id)).toBe(false);
    await here.query(MENDED);
    expect([await isListed(id), await isListed(id)]).toEqual([true, false]);
    expect((await here.takenPost(id)).publication.lateReason).toBe('account');
  });

  it.each([
    ['is still broken', BROKEN],
    ['works again', MENDED],
  ])('fails three days after its time, with one mail, when its account %s, and can be retried', async (_, account) => {
    const id = await waiting();
    await age(id, 71);
    await here.query(account);
    if (account === BROKEN) expect([await isListed(id), (await found(id)).status]).toEqual([false, 'waiting']);
    await age(id, 73);
    expect([await isListed(id), (await found(id)).status]).toEqual([false, 'failed']);
    const { fault, uploadId, waitingFor } = await found(id);
    const message = 'No. The account was not connected again within 72 hours of the time of the post.';
    expect([fault, waitingFor]).toEqual([{ ...FAULT, message }, null]);
    const jobs = `select from outbox where name = 'upload.settle' and payload ->> 'uploadId' = $1`;
    expect(await here.query(jobs, [uploadId])).toHaveLength(1);
    const settlement = here.service(PublicationSettlementService);
    for (const _time of [1, 2]) await here.transaction((manager) => settlement.notifyOfUndelivered(uploadId, manager));
    const mails = `select from outbox where name = 'account_mail.send' and payload ->> 'publicationId' = $1`;
    expect(await here.query(mails, [id])).toHaveLength(1);
    await here.transaction((manager) => posts().retry(uploadId, 'all', manager));
    const { needsReconnection } = await here.takenPost(id);
    expect(needsReconnection).toBe(account === BROKEN);
  });

  it('goes on when its account is connected again within three days of its time', async () => {
    const id = await waiting();
    await age(id, 71);
    await here.query(MENDED);
    expect(await isListed(id)).toBe(true);
  });

  it.each(['retried', 'moved'])('has three days again after it was %s, and then fails', async (change) => {
    const id = await waiting();
    await age(id, 73);
    if (change === 'moved') await move(id, new Date(Date.now() - 4 * DAY));
    else {
      expect([await isListed(id), (await found(id)).status]).toEqual([false, 'failed']);
      const { uploadId } = await found(id);
      await here.transaction((manager) => posts().retry(uploadId, 'all', manager));
      await park(id);
    }
    const { publishAt } = await found(id);
    expect(Date.now() - Number(publishAt)).toBeGreaterThan(3 * DAY);
    expect([await isListed(id), (await found(id)).status]).toEqual([false, 'waiting']);
    await age(id, 73);
    expect([await isListed(id), (await found(id)).status]).toEqual([false, 'failed']);
  });

  it('is taken when its account is disconnected: it fails, because it has no account', async () => {
    const id = await waiting();
    await here.query('delete from platform_accounts');
    expect([await isListed(id), await isListed(id)]).toEqual([true, false]);
    expect(await here.takenPost(id)).toMatchObject({ needsReconnection: false, publication: { accountId: null } });
  });

  it('is due at the time to which it was moved, when that is still to come', async () => {
    const id = await waiting();
    const publishAt = new Date(Date.now() + DAY);
    await move(id, publishAt);
    const { revision, status } = await found(id);
    expect([status, await isListed(id)]).toEqual(['waiting', false]);
    await here.query(MENDED);
    expect(await isListed(id)).toBe(false);
    const change = { status: 'scheduled', waitingFor: null, dueAt: publishAt, revision: revision + 1 };
    expect(await found(id)).toMatchObject({ ...change, publishAt });
    expect(await here.service(PublicationLeasesRepository).take(id, 30)).toBeUndefined();
  });

  it('is shown once as scheduled to clients that follow its upload when its time is still to come', async () => {
    const id = await waiting();
    await move(id, new Date(Date.now() + DAY));
    const before = await shown(id);
    await isListed(id);
    expect(await shown(id)).toEqual(before);
    await here.query(MENDED);
    await isListed(id);
    const after = await shown(id);
    expect([after.events - before.events, after.updatedAt > before.updatedAt]).toEqual([1, true]);
    await isListed(id);
    expect(await shown(id)).toEqual(after);
  });

  it('is due at once when the time to which it was moved has passed', async () => {
    const id = await waiting();
    await move(id, new Date(Date.now() - DAY));
    await here.query(MENDED);
    expect(await isListed(id)).toBe(true);
    expect((await here.takenPost(id)).publication.status).toBe('publishing');
  });
});
