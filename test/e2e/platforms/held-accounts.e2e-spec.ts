import type { PlatformInstallation } from '../../support/harness/platform-installation';
import { PublishingInstallation } from '../../support/harness/publishing-installation';
import { waitUntil } from '../../support/harness/wait-until';

const HOLDS = [
  ['account_suspended', `status = 'suspended'`, `status = 'active'`],
  ['account_deletion_pending', `deletion_due_at = now() + interval '1 day'`, 'deletion_due_at = null'],
] as const;

describe('posts', () => {
  let here: PublishingInstallation;
  let at: PlatformInstallation;
  let account: { id: string; platform: string };
  beforeAll(async () => {
    here = await PublishingInstallation.start();
    at = here.at;
  });
  beforeEach(async () => {
    await here.enter();
    account = { id: await at.connected('youtube'), platform: 'youtube' };
    await here.work();
  });
  afterEach(async () => expect(await at.emulators.youtube.violations()).toEqual([]));
  afterAll(() => here?.close());

  const changeUser = (set: string) => at.sql(`update users set ${set} where id = $1`, at.user.userId);
  const until = (uploadId: string, ...states: string[]) => {
    type Row = { status: string; reason: string | null; code: string | null; late: string | null };
    const post = `select status, waiting_for as reason, fault ->> 'code' as code, late_reason as late from publications where upload_id = $1`;
    const look = async () => (await at.sql<Row>(post, uploadId)).find(({ status }) => states.includes(status));
    return waitUntil(look, { timeoutMs: 90_000, intervalMs: 50 });
  };
  /** Makes this change in the database at the moment at which a video is sent, while `work` runs. */
  const whenSent = async <T>(change: string, work: () => Promise<T>): Promise<T> => {
    await at.sql(`create or replace function on_sent() returns trigger language plpgsql as $$
      begin ${change}; return new; end $$`);
    await at.sql(`create trigger sent before insert on publication_events for each row
      when (new.step = 'transfer' and new.outcome = 'done') execute function on_sent()`);
    try {
      return await work();
    } finally {
      await at.sql('drop trigger sent on publication_events');
    }
  };
  const continues = async ({ uploadId, caption }: { uploadId: string; caption: string }, reason: string) => {
    await at.run('system.reconcile');
    expect(await until(uploadId, 'verified', 'failed')).toEqual({
      status: 'verified',
      reason: null,
      code: null,
      late: reason,
    });
    expect(await here.live('youtube', caption)).toHaveLength(1);
  };

  it('whose connected account lacks a permission name it, and say how to give it', async () => {
    const id = await at.connected('tiktok', { scopes: ['user.info.basic', 'video.upload'] });
    const { uploadId } = await here.ready([{ id, platform: 'tiktok', overrides: { privacy: 'SELF_ONLY' } }]);
    expect(await here.until(uploadId, 'waiting', 'failed')).toMatchObject({
      waiting_for: 'account',
      error: {
        code: 'platform_access_ended',
        missing_scopes: ['video.publish'],
        message: expect.stringMatching(/ The account lacks the permission for video\.publish\.$/),
        help: expect.stringContaining('grant every permission'),
      },
    });
  });

  it('that are moved while they wait for their account keep the new time when it is connected again', async () => {
    const [shown] = await at.accounts('youtube');
    await at.emulators.youtube.control('POST', `/accounts/${shown?.account_id}/revoke`, {});
    await at.expireAccess(account.id);
    const { uploadId, caption } = await here.ready([account]);
    const { id } = await here.until(uploadId, 'waiting', 'failed');
    const local = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 16);
    const time = { schedule_mode: 'scheduled', scheduled_time: local, timezone: 'UTC' };
    expect((await here.call('PATCH', `/${uploadId}/targets/${id}`, time)).status).toBe(200);
    await at.connect('youtube', {}, account.id);
    await at.run('system.reconcile');
    expect(await here.until(uploadId, 'scheduled', 'cancelled')).toMatchObject({
      status: 'scheduled',
      publish_at: `${local}:00.000Z`,
    });
    expect(await here.live('youtube', caption)).toEqual([]);
    expect((await here.call('PATCH', `/${uploadId}/targets/${id}`, { schedule_mode: 'immediate' })).status).toBe(200);
    expect(await here.until(uploadId, 'verified', 'failed', 'cancelled')).toMatchObject({ status: 'verified' });
  });

  it('whose time is still to come when the video is sent are not published, and not cancelled either', async () => {
    const later = `update publications set publish_at = now() + interval '1 hour' where id = new.publication_id`;
    const { uploadId, caption, status, id } = await whenSent(later, async () => {
      const sent = await here.ready([account]);
      const moved = await waitUntil(async () => {
        const [post] = await here.posts(sent.uploadId);
        return post?.publish_at && post.status !== 'publishing' ? post : undefined;
      });
      return { ...sent, ...moved };
    });
    expect(status).toBe('scheduled');
    const jobs = `select from outbox where name = 'publication.advance' and payload ->> 'publicationId' = $1 and due_at > now() + interval '59 minutes'`;
    expect(await at.sql(jobs, id)).toHaveLength(1);
    expect(await here.live('youtube', caption)).toEqual([]);
    await at.sql(`update publications set publish_at = now(), due_at = now(), deadline_at = now() where id = $1`, id);
    await at.run('system.reconcile');
    expect(await here.until(uploadId, 'verified', 'failed', 'cancelled')).toMatchObject({ status: 'verified' });
    expect(await here.live('youtube', caption)).toHaveLength(1);
  });

  it('whose account is disconnected while they wait for it fail, and say what to do', async () => {
    const [shown] = await at.accounts('youtube');
    await at.emulators.youtube.control('POST', `/accounts/${shown?.account_id}/revoke`, {});
    await at.expireAccess(account.id);
    const { uploadId } = await here.ready([account]);
    await here.until(uploadId, 'waiting', 'failed');
    expect((await at.call('DELETE', `/youtube/accounts/${account.id}`)).status).toBe(200);
    await at.run('system.reconcile');
    expect(await here.until(uploadId, 'failed')).toMatchObject({
      error: { code: 'platform_account_disconnected', help: expect.stringContaining('start a new upload') },
    });
    await waitUntil(async () => (await here.statusOf(uploadId)) === 'failed');
  });

  describe('of an owner whose account is suspended or being deleted', () => {
    it.each(HOLDS)(
      'wait for it (%s) without a call to the platform, and go on afterwards',
      async (reason, held, kept) => {
        await changeUser(held);
        const sent = await here.ready([account]);
        expect(await until(sent.uploadId, 'waiting', 'published', 'verified', 'failed')).toMatchObject({
          status: 'waiting',
          reason,
          code: reason,
        });
        const calls = `select from publication_events e join publications p on p.id = e.publication_id where p.upload_id = $1 and e.step = 'open'`;
        expect(await at.sql(calls, sent.uploadId)).toEqual([]);
        // A fault of the platform after a long wait is the first one: the post is not given up.
        await at.sql(
          `update publications set released_at = now() - interval '2 days' where upload_id = $1`,
          sent.uploadId,
        );
        await at.emulators.youtube.faults({ op: 'yt.insert', action: { type: 'http', status: 503 } });
        await changeUser(kept);
        await continues(sent, reason);
      },
    );

    it.each(HOLDS)('are not published if it begins (%s) while the video is sent', async (reason, held, kept) => {
      const hold = `update users set ${held} where id = '${at.user.userId}'`;
      const sent = await whenSent(hold, async () => {
        const ready = await here.ready([account]);
        const waiting = { status: 'waiting', reason };
        expect(await until(ready.uploadId, 'waiting', 'published', 'verified', 'failed')).toMatchObject(waiting);
        return ready;
      });
      expect(await here.live('youtube', sent.caption)).toEqual([]);
      await changeUser(kept);
      await continues(sent, reason);
    });
  });
});
