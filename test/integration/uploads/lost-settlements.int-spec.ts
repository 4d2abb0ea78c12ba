import { newId } from '@app/core';
import { PublicationsRepository } from '@app/platforms';
import { ApprovalRequestsService } from '../../../apps/worker/src/publishing/approval-requests.service';
import { LostSettlementsService } from '../../../apps/worker/src/publishing/lost-settlements.service';
import { SettleUploadHandler } from '../../../apps/worker/src/publishing/settle-upload.handler';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { startSettlementRows } from '../../support/harness/settlement-rows';
import type { UploadRows } from '../../support/harness/upload-rows';

type Platform = 'tiktok' | 'youtube';
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' } as const;
const TOMORROW = new Date(Date.now() + 86_400_000);
const FAULT = { code: 'unreadable_media', message: 'The file is cut off after 12 seconds.' };

describe('an upload whose last job was lost with the queue', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await startSettlementRows(ApprovalRequestsService, LostSettlementsService, SettleUploadHandler);
  });
  beforeEach(async () => {
    await here.enter();
    await here.query('delete from outbox');
  });
  afterAll(() => here?.close());

  const posts = () => here.service(PublicationsRepository);
  /** With a post for tomorrow on each platform, whose video is not made yet. */
  const announced = async (platforms: readonly Platform[]): Promise<string> => {
    const { id } = await here.queued();
    for (const platform of platforms) {
      const accountId = newId();
      await here.query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
         values ($1::uuid, $2, $3, $1::text, 'A channel', 'sealed', now(), $2)`,
        [accountId, here.userId, platform],
      );
      const time = { publishAt: TOMORROW, localTime: null, timeZone: null };
      const post = { accountId, accountName: 'A channel', platform, overrides: {}, ...time };
      await here.transaction((manager) => posts().create({ ownerId: here.userId }, id, [post], manager));
    }
    return id;
  };
  /** Its videos are ready. */
  const staged = async (platforms: readonly Platform[]): Promise<string> => {
    const id = await announced(platforms);
    for (const status of ['processing', 'ready', 'staged'])
      await here.query('update uploads set status = $2 where id = $1', [id, status]);
    const files = new Map(platforms.map((platform) => [platform, { file: FILE, texts: TEXTS }]));
    await here.transaction((manager) => posts().release(id, files, manager));
    return id;
  };
  const cancelled = async (id: string, platform: Platform) => {
    const post = (await posts().ofUploads([id])).get(id)?.find((each) => each.platform === platform);
    if (!post) throw new Error('the post is missing');
    await here.transaction((manager) => posts().cancel(post, undefined, manager));
  };
  /** As if nothing had changed since. */
  const age = async (seconds = 61) => {
    const past = 'set updated_at = clock_timestamp() - make_interval(secs => $1)';
    await here.query(`update uploads ${past}`, [seconds]);
    await here.query(`update publications ${past}`, [seconds]);
  };
  const repeat = (hours = 2) =>
    here.transaction((manager) => here.service(LostSettlementsService).republish(hours, manager));
  /** Runs the jobs in the outbox; returns the uploads that they were about. */
  const work = async (): Promise<string[]> => {
    const [jobs] = await here.query<[{ id: string }[], number]>(
      `delete from outbox where name = 'upload.settle' returning payload ->> 'uploadId' as id`,
    );
    for (const { id } of jobs) await here.service(SettleUploadHandler).handle({ uploadId: id });
    return jobs.map(({ id }) => id);
  };

  it('ends when its owner has cancelled its last post, and, by the hourly task, after a long outage', async () => {
    const id = await staged(['youtube']);
    await cancelled(id, 'youtube');
    await age(50);
    expect([await repeat(), await work()]).toEqual([0, []]);
    await age(3 * 3_600);
    expect(await repeat()).toBe(0);
    expect([await repeat(4), await work()]).toEqual([1, [id]]);
    expect(await here.statusOf(id)).toBe('cancelled');
    await age();
    expect([await repeat(), await work()]).toEqual([0, []]);
  });

  it('stays as it is while one of its posts is open', async () => {
    const id = await staged(['tiktok', 'youtube']);
    await cancelled(id, 'tiktok');
    await age();
    expect([await repeat(), await work(), await here.statusOf(id)]).toEqual([0, [], 'staged']);
  });

  it('gets no second job while the queue holds the first, and another after the next change', async () => {
    const id = await staged(['youtube']);
    await cancelled(id, 'youtube');
    const jobIds = async () => {
      await age();
      await repeat();
      const [jobs] = await here.query<[{ job_id: string }[], number]>('delete from outbox returning job_id');
      return jobs.map(({ job_id }) => job_id.replace(/-\d+$/, ''));
    };
    const [first, second] = [await jobIds(), await jobIds()];
    expect([first.length, second]).toEqual([1, first]);
    await here.query('update publications set revision = revision + 1 where upload_id = $1', [id]);
    expect(await jobIds()).not.toEqual(first);
  });

  it.each([
    ['and nothing else is in progress', []],
    ['while another post waits for its time', ['tiktok'] as const],
  ])('asks for the approval that a post needs, once, %s', async (_, others) => {
    const id = await staged(['youtube', ...others]);
    await here.query(
      `update publications set status = 'pending', due_at = null, deadline_at = null, approval = 'required'
       where upload_id = $1 and platform = 'youtube'`,
      [id],
    );
    await age();
    expect([await repeat(), await work()]).toEqual([1, [id]]);
    const requests = await here.query<unknown[]>('select from upload_approvals where upload_id = $1', [id]);
    expect(requests).toHaveLength(1);
    await age();
    expect([await repeat(), await work()]).toEqual([0, []]);
  });

  it('notifies its owner of the posts for which no video was made, once', async () => {
    const id = await announced(['youtube']);
    await here.service(UploadSettlementService).fail(await here.taken(id), FAULT);
    await here.query('delete from outbox');
    await age(50);
    expect(await repeat()).toBe(0);
    await age();
    expect([await repeat(), await work()]).toEqual([1, [id]]);
    const mails = `select payload ->> 'template' as template from outbox where name = 'account_mail.send'`;
    expect(await here.query(mails)).toEqual([{ template: 'post_failed' }]);
    await age();
    expect([await repeat(), await work()]).toEqual([0, []]);
  });
});
