import { AuthModule } from '@app/auth';
import { newId } from '@app/core';
import { type AccountMailPayloadOf, JobsModule } from '@app/jobs';
import { NotificationSettingsService, NotificationsModule, WebhookEndpointsRepository } from '@app/notifications';
import { PlatformsModule, PublicationsRepository, PublicationTimesRepository } from '@app/platforms';
import type { UploadFile } from '@app/uploads';
import { AccountMailFactsService } from '../../../apps/worker/src/account-mails/account-mail-facts.service';
import { UploadMailFactsService } from '../../../apps/worker/src/account-mails/upload-mail-facts.service';
import { ApprovalRequestsService } from '../../../apps/worker/src/publishing/approval-requests.service';
import { PublicationMailsService } from '../../../apps/worker/src/publishing/publication-mails.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { SettleUploadHandler } from '../../../apps/worker/src/publishing/settle-upload.handler';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadRows } from '../../support/harness/upload-rows';

const FAULT = { code: 'unreadable_media', message: 'The file is cut off after 12 seconds.' };
const facts = { bytes: 10, seconds: 1, width: 320, height: 180, frameRate: 25 };
const FILE = { storage: 'disk', key: 'uploads/a/b/c.mp4', sizeBytes: 10, contentType: 'video/mp4', facts };
const TEXTS = { title: 'A lap', description: 'Around the lake', tags: [], privacy: 'public' };
const VIDEO: UploadFile = {
  name: 'rendition-1.mp4',
  kind: 'rendition',
  platforms: ['youtube'],
  contentType: 'video/mp4',
  sizeBytes: 10,
  width: 320,
  height: 180,
  seconds: 2,
  fps: 25,
  isStored: true,
};
const NAMES = { tiktok: 'Rides', youtube: 'A channel' };

describe('the end of uploads and posts, as their owner sees it', () => {
  let here: UploadRows;
  beforeAll(async () => {
    Object.assign(process.env, { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's' });
    Object.assign(process.env, { TIKTOK_CLIENT_KEY: 'key', TIKTOK_CLIENT_SECRET: 's' });
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule],
      providers: [
        AccountMailFactsService,
        ApprovalRequestsService,
        PublicationMailsService,
        PublicationSettlementService,
        SettleUploadHandler,
        UploadMailFactsService,
        UploadMailsService,
        UploadSettlementService,
      ],
    });
  });
  beforeEach(async () => {
    await here.enter();
    const endpoint = { url: 'https://example.com/hook', description: '', events: [] };
    const { userId: ownerId } = here;
    await here.transaction((manager) =>
      here.service(WebhookEndpointsRepository).create({ ownerId }, endpoint, manager),
    );
  });
  afterAll(() => here?.close());

  /** An upload with a post on an account of each platform. */
  const uploadWithPosts = async (
    platforms: readonly (keyof typeof NAMES)[],
    publishAt: Date | null = null,
  ): Promise<string> => {
    const { id } = await here.queued();
    const time = { publishAt, localTime: null, timeZone: null };
    for (const platform of platforms) {
      const accountId = newId();
      await here.query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
         values ($1::uuid, $2, $3, $1::text, $4, 'sealed', now(), $2)`,
        [accountId, here.userId, platform, NAMES[platform]],
      );
      const post = { accountId, accountName: NAMES[platform], platform, overrides: {}, ...time };
      const rows = here.service(PublicationsRepository);
      await here.transaction((manager) => rows.create({ ownerId: here.userId }, id, [post], manager));
    }
    return id;
  };
  const mails = () =>
    here.query<{ payload: AccountMailPayloadOf<'post_failed' | 'post_published'> }[]>(
      `select payload from outbox where name = 'account_mail.send' and payload ->> 'email' = $1`,
      [`${here.userId}@example.com`],
    );
  /** Type and data of the events about posts, in order. */
  const events = async () => {
    const rows = await here.query<{ body: string }[]>(
      `select d.body from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id
       where e.user_id = $1 and d.type like 'publication.%' order by d.created_at, d.id`,
      [here.userId],
    );
    return rows.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> });
  };

  it('names every account, its platform and the remedy in one mail when the upload of several posts fails, once', async () => {
    const uploadId = await uploadWithPosts(['tiktok', 'youtube']);
    await here.service(UploadSettlementService).fail(await here.taken(uploadId), FAULT);
    const jobs = `delete from outbox where name = 'upload.settle' and payload ->> 'uploadId' = $1 returning 1`;
    expect((await here.query<[unknown[], number]>(jobs, [uploadId]))[1]).toBe(1);
    for (const _run of [1, 2]) await here.service(SettleUploadHandler).handle({ uploadId });
    const [mail, ...more] = await mails();
    expect([mail?.payload.template, more]).toEqual(['post_failed', []]);
    const sent = mail && (await here.service(AccountMailFactsService).of(mail.payload, false));
    expect(sent?.mail.facts).toMatchObject({
      account: 'Rides (TikTok), A channel (YouTube)',
      reason: FAULT.message,
      remedy: expect.stringContaining('undamaged'),
    });
    expect((await events()).map(({ type, data }) => [type, data.platform, data.error])).toEqual([
      ['publication.failed', 'tiktok', { code: FAULT.code, class: 'media_rejected', platform_code: null }],
      ['publication.failed', 'youtube', { code: FAULT.code, class: 'media_rejected', platform_code: null }],
    ]);
  });

  it('is read in the transaction that ends them, which holds its only connection', async () => {
    const email = `new-${here.userId}@example.com`;
    const [upload, uploadId] = [await here.queued(), await uploadWithPosts(['tiktok'])];
    const failed = `update publications set status = 'failed', notice_due = true, file = $2, texts = $3, fault = $4 where upload_id = $1`;
    await here.query(failed, [uploadId, FILE, TEXTS, { ...FAULT, class: 'metadata_rejected', step: 'preflight' }]);
    await here.transaction(async (manager) => {
      await manager.query('update users set email = $2 where id = $1', [here.userId, email]);
      const choices = { mail: { completed: true, failed: false } };
      await here.service(NotificationSettingsService).change(here.userId, { choices }, manager);
      await here.service(UploadMailsService).announce(upload, 'completed', manager);
      await here.service(PublicationSettlementService).notifyOfUndelivered(uploadId, manager);
    });
    const sent = `select payload ->> 'email' as email, payload ->> 'template' as template from outbox where name = 'account_mail.send' and payload ->> 'email' like '%' || $1`;
    expect(await here.query(sent, [`${here.userId}@example.com`])).toEqual([{ email, template: 'upload_ready' }]);
  });

  describe('of an upload that publishes nothing', () => {
    const settlement = () => here.service(UploadSettlementService);
    const chooses = (choices: { completed?: boolean; failed?: boolean }) =>
      here.transaction((manager) =>
        here.service(NotificationSettingsService).change(here.userId, { choices: { mail: choices } }, manager),
      );
    const taken = async () => here.taken((await here.queued()).id);
    const sent = async () => {
      const rows = await mails();
      return Promise.all(rows.map(({ payload }) => here.service(AccountMailFactsService).of(payload, false)));
    };

    it('is a mail with the reason and the remedy when it failed, unless its owner wants none', async () => {
      await settlement().fail(await taken(), FAULT);
      const facts = { isPartial: false, reasons: [FAULT.message], remedy: expect.stringContaining('undamaged') };
      expect(await sent()).toMatchObject([
        { mail: { template: 'upload_failed', facts: { title: 'ride. mp4', ...facts } } },
      ]);
      await here.enter();
      await chooses({ failed: false });
      await settlement().fail(await taken(), FAULT);
      expect(await sent()).toEqual([]);
    });

    it('is a mail with the reasons when only some of its files were made', async () => {
      const upload = await taken();
      await here.query(
        `update upload_targets set status = 'failed', error = $2 where upload_id = $1 and platform = 'tiktok'`,
        [upload.upload.id, FAULT],
      );
      await settlement().complete(upload, 'partial');
      expect(await sent()).toMatchObject([
        { mail: { template: 'upload_failed', facts: { isPartial: true, reasons: [FAULT.message] } } },
      ]);
    });

    it('is a mail when its files are ready if its owner wants one', async () => {
      for (const wanted of [false, true]) {
        await here.enter();
        if (wanted) await chooses({ completed: true });
        const upload = await taken();
        await settlement().complete(upload, 'completed');
        expect([wanted, await sent()]).toMatchObject([wanted, wanted ? [{ mail: { template: 'upload_ready' } }] : []]);
      }
    });
  });

  it('names in a mail of its own each post that failed with its video, even when the reason is the same', async () => {
    const uploadId = await uploadWithPosts(['tiktok', 'youtube']);
    const fault = { code: 'post_refused', message: 'No.', class: 'metadata_rejected', step: 'preflight' };
    const failed = `update publications set status = 'failed', notice_due = true, file = $2, texts = $3, fault = $4 where upload_id = $1`;
    await here.query(failed, [uploadId, FILE, TEXTS, fault]);
    const settlement = here.service(PublicationSettlementService);
    await here.transaction((manager) => settlement.notifyOfUndelivered(uploadId, manager));
    const sent = await Promise.all(
      (await mails()).map(({ payload }) => here.service(AccountMailFactsService).of(payload, false)),
    );
    const accounts = sent.map((mail) => mail && 'account' in mail.mail.facts && mail.mail.facts.account);
    expect(new Set(accounts)).toEqual(new Set(['A channel (YouTube)', 'Rides (TikTok)']));
  });

  it('lets the first post of every owner go before the others of an owner who has many due at the same time', async () => {
    const publishAt = new Date(Date.now() + 3_600_000);
    const priorityOfNext = async () => {
      const uploadId = await uploadWithPosts(['youtube'], publishAt);
      const taken = await here.taken(uploadId);
      taken.upload.files = [VIDEO];
      const caption = { title: 'A lap', text: 'Around the lake' };
      for (const target of taken.targets) Object.assign(target, { status: 'ready', file: VIDEO.name, caption });
      await here.service(UploadSettlementService).complete(taken, 'completed');
      const [job] = await here.query<{ priority: number | null }[]>(
        `select priority from outbox join publications p on p.id::text = payload ->> 'publicationId'
         where name = 'publication.advance' and p.upload_id = $1`,
        [uploadId],
      );
      return job?.priority;
    };
    expect([await priorityOfNext(), await priorityOfNext(), await priorityOfNext()]).toEqual([null, 1, 2]);
    here.userId = await here.newUser();
    expect(await priorityOfNext()).toBeNull();
  });

  it('shows the stage that failed', async () => {
    const id = (await here.queued()).id;
    const taken = await here.taken(id);
    const running = { status: 'running' as const, startedAt: new Date().toISOString() };
    await here.service(UploadSettlementService).recordStage(taken, 'verify', running);
    taken.upload.stages = { verify: running };
    await here.service(UploadSettlementService).fail(taken, FAULT);
    expect((await here.found(id)).stages).toMatchObject({ verify: { status: 'failed', error: FAULT } });
  });

  /** A post of an upload whose video is ready; `taken` gives it to a worker, at each call again. */
  const released = async (publishAt: Date | null = null) => {
    const uploadId = await uploadWithPosts(['youtube'], publishAt);
    for (const status of ['processing', 'ready', 'publishing'])
      await here.query('update uploads set status = $2 where id = $1', [uploadId, status]);
    const [{ id } = { id: '' }] = await here.transaction((manager) =>
      here
        .service(PublicationsRepository)
        .release(uploadId, new Map([['youtube', { file: FILE, texts: TEXTS }]]), manager),
    );
    const taken = async () => {
      await here.query('update publications set due_at = now() where id = $1', [id]);
      return here.takenPost(id);
    };
    return { id, uploadId, taken };
  };

  it('[peers 3.17] is sent to webhooks: that a post is published, shown or failed, with its ids and its address', async () => {
    const { id, uploadId, taken } = await released();
    const settlement = here.service(PublicationSettlementService);
    await settlement.publish(await taken(), 'abc');
    await settlement.verify(await taken(), { permalink: 'https://example.com/abc', visibility: 'public' });
    const post = { id, upload_id: uploadId, platform: 'youtube', account_id: expect.any(String) };
    expect(await events()).toMatchObject([
      { type: 'publication.published', data: { ...post, status: 'published', post_id: 'abc' } },
      { type: 'publication.verified', data: { ...post, status: 'verified', permalink: 'https://example.com/abc' } },
    ]);
  });

  it('says in the post, the mail and the event when the platform shows a post to others than requested, to operators, too', async () => {
    const settlement = here.service(PublicationSettlementService);
    const shown = async (visibility: string | null) => {
      const { id, taken } = await released();
      await settlement.publish(await taken(), `of ${id}`);
      await settlement.verify(await taken(), { permalink: 'https://example.com/abc', visibility });
      return here.service(PublicationsRepository).get(id);
    };
    const error = { code: 'post_shown_otherwise', class: 'app_config' };
    const message = 'The post is "private" on the platform instead of "public".';
    for (const visibility of ['public', 'draft', null]) expect((await shown(visibility))?.fault).toBeNull();
    const counted = () => here.service(PublicationTimesRepository).countShownOtherwise();
    expect(await counted()).toBe(0);
    expect(await shown('private')).toMatchObject({ status: 'verified', fault: { ...error, message, step: 'observe' } });
    expect(await counted()).toBe(1);
    expect((await events()).at(-1)?.data).toMatchObject({ visibility: 'private', error });
    const [post] = await here.query<[{ id: string }]>('select id from publications where fault is not null');
    const mail = { template: 'post_published', email: `${here.userId}@example.com`, publicationId: post.id } as const;
    const sent = await here.service(AccountMailFactsService).of(mail, false);
    expect(sent?.mail.facts).toMatchObject({ fault: message, remedy: expect.stringContaining('on the platform') });
  });

  it('is sent to webhooks that a post was published five minutes after its time', async () => {
    for (const minutes of [-60, 6]) {
      const { taken } = await released(new Date(Date.now() - minutes * 60_000));
      await here.service(PublicationSettlementService).publish(await taken(), 'abc');
    }
    const found = await events();
    expect(found.map(({ type }) => type).sort()).toEqual([
      'publication.delayed',
      'publication.published',
      'publication.published',
    ]);
    const delayed = found.find(({ type }) => type === 'publication.delayed');
    expect(delayed?.data.status).toBe('published');
    expect(delayed?.data.delay_seconds).toBeGreaterThanOrEqual(360);
  });
});
