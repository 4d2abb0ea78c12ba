import { QuotaService } from '@app/billing';
import { newId } from '@app/core';
import {
  type PostOverrides,
  PublicationLeasesRepository,
  PublicationsRepository,
  publicationSubmissions,
} from '@app/platforms';
import {
  type NewUpload,
  type TakenUpload,
  UPLOAD_STAGES,
  UploadApprovalsRepository,
  type UploadFile,
  type UploadStage,
} from '@app/uploads';
import { DataSource } from 'typeorm';
import { UploadCancellationService } from '../../../apps/api/src/uploads/upload-cancellation.service';
import { UploadRetryService } from '../../../apps/api/src/uploads/upload-retry.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { CancelMemberUploadsHandler } from '../../../apps/worker/src/uploads/cancel-member-uploads.handler';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { startSettlementRows } from '../../support/harness/settlement-rows';
import { UPLOAD_OPTIONS, UploadRows } from '../../support/harness/upload-rows';
import { waitUntil } from '../../support/harness/wait-until';

const FILE: UploadFile = {
  name: 'rendition-1.mp4',
  kind: 'rendition',
  platforms: ['tiktok', 'youtube'],
  contentType: 'video/mp4',
  sizeBytes: 10,
  width: 320,
  height: 180,
  seconds: 2,
  fps: 25,
  isStored: true,
};
const FAULT = { code: 'upload_failed', message: 'No.' };
const at = new Date().toISOString();
const POST_FAULT = { ...FAULT, step: 'preflight' as const };
const ENV = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's', YOUTUBE_DAILY_UPLOADS_PER_WORKSPACE: '1' };

describe('the end of an upload', () => {
  let here: UploadRows;
  beforeAll(async () => {
    Object.assign(process.env, ENV);
    here = await startSettlementRows(CancelMemberUploadsHandler);
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const settlement = () => here.service(UploadSettlementService);
  const cancellation = () => here.service(UploadCancellationService);
  const owner = () => ({ ownerId: here.userId, userId: here.userId });
  const units = async () => (await here.service(QuotaService).usage(here.userId, 'uploads')).taken;
  /** Announced and complete, with its unit of the quota. */
  const queued = async (more: Partial<NewUpload> = {}) => {
    const upload = { ...here.newUpload(), ...more };
    await here.transaction(async (manager) => {
      await here.uploads.create(owner(), upload, manager);
      await here.service(QuotaService).reserve(here.userId, 'uploads', upload.id, manager);
    });
    const found = await here.found(upload.id);
    await here.transaction((manager) => here.uploads.receive(found, UPLOAD_OPTIONS, manager));
    return upload.id;
  };
  /** A worker goes through the stages up to this one. */
  const worked = async (id: string, last: UploadStage): Promise<TakenUpload> => {
    const taken = await here.taken(id);
    const { upload, targets } = taken;
    for (const stage of UPLOAD_STAGES.slice(0, UPLOAD_STAGES.indexOf(last) + 1)) {
      const record = { status: 'done' as const, startedAt: at, finishedAt: at };
      const results = targets.map(({ platform }) => ({ platform, file: FILE.name }));
      const made = stage === 'transcode' ? { result: { files: [FILE] }, targets: results } : {};
      await settlement().recordStage(taken, stage, record, made);
      Object.assign(upload, { stages: { ...upload.stages, [stage]: record } }, made.result);
      const caption = { title: 'A lap', text: 'Around the lake' };
      if (made.targets)
        for (const target of targets) Object.assign(target, { status: 'ready', file: FILE.name, caption });
    }
    return taken;
  };
  const publish = async (taken: TakenUpload, overrides: PostOverrides = {}, publishAt: Date | null = null) => {
    const accountId = newId();
    await here.query(
      `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
       values ($1::uuid, $2, 'youtube', $1::text, 'A channel', 'sealed', now(), $2)`,
      [accountId, here.userId],
    );
    const time = { publishAt, localTime: null, timeZone: null };
    const post = { accountId, accountName: 'A channel', platform: 'youtube', overrides, ...time };
    const posts = here.service(PublicationsRepository);
    await here.transaction((manager) => posts.create(owner(), taken.upload.id, [post], manager));
    await settlement().complete(taken, 'completed');
    return (await posts.ofUploads([taken.upload.id])).get(taken.upload.id)?.[0]?.id ?? '';
  };
  const failPost = async (post: string, failure: 'media_rejected' | 'reconnect_required') =>
    here.service(PublicationSettlementService).fail(await here.takenPost(post), { ...POST_FAULT, class: failure });
  const ENDINGS: Readonly<Record<string, (id: string, stage: UploadStage) => Promise<unknown>>> = {
    'a failure': async (id, stage) => settlement().fail(await worked(id, stage), FAULT),
    'a cancellation by its worker': async (id, stage) => settlement().cancel(await worked(id, stage)),
    'a cancellation without a worker': async (id, stage) => {
      const { lease } = await worked(id, stage);
      await here.leases.release(lease, { delaySeconds: 0, attempts: 0 });
      await cancellation().cancel(owner(), id);
    },
  };
  it.each(Object.entries(ENDINGS))(
    'returns the unit with %s before its files are ready, and not afterwards',
    async (_, end) => {
      for (const stage of UPLOAD_STAGES) {
        await here.enter();
        const id = await queued();
        expect(await units()).toBe(1);
        await end(id, stage);
        expect([stage, await units()]).toEqual([stage, stage === 'transcode' || stage === 'captions' ? 1 : 0]);
      }
    },
  );

  it('comes with the end of a membership for uploads that the former member announced but did not send', async () => {
    const member = await here.newUser();
    const announced = await here.create({ createdBy: member });
    const others = [await here.create(), await here.found(await queued({ createdBy: member }))];
    await here.service(QuotaService).reserve(here.userId, 'uploads', announced.id, here.service(DataSource).manager);
    const statuses = () => Promise.all([announced, ...others].map(({ id }) => here.statusOf(id)));
    const handle = () => here.service(CancelMemberUploadsHandler).handle({ ownerId: here.userId, memberId: member });
    const joined = `insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'editor')`;
    await here.query(joined, [here.userId, member]);
    await handle();
    expect(await statuses()).toEqual(['pending', 'pending', 'queued']);
    await here.query('delete from workspace_members where user_id = $1', [member]);
    for (let time = 0; time < 2; time += 1) await handle();
    expect([await statuses(), await units()]).toEqual([['cancelled', 'pending', 'queued'], 1]);
    const jobs = `select name from outbox where payload ->> 'uploadId' = $1`;
    expect(await here.query(jobs, [announced.id])).toEqual([{ name: 'upload.erase' }]);
  });

  it('is not reached earlier through another attempt: its jobs keep their priority', async () => {
    const id = await queued();
    await here.query('update uploads set queue_priority = 100 where id = $1', [id]);
    await settlement().retryLater(await here.taken(id), { seconds: 1, attempts: 0 });
    await here.query(`update uploads set deadline_at = now() - interval '1 second' where id = $1`, [id]);
    await here.transaction((manager) => here.service(UploadsMaintenanceService).republishOverdue(manager));
    const jobs = `select priority from outbox where name = 'upload.process' and payload ->> 'uploadId' = $1`;
    expect(await here.query(jobs, [id])).toEqual([{ priority: 100 }, { priority: 100 }]);
  });

  it('does not return the unit when its posts fail or are cancelled: the files stay, or could be downloaded before', async () => {
    for (const end of ['fail', 'cancel'] as const) {
      await here.enter();
      const id = await queued({ platforms: ['youtube'] });
      const post = await publish(await worked(id, 'captions'));
      if (end === 'fail') {
        const leases = here.service(PublicationLeasesRepository);
        const taken = await leases.take(post, 30);
        if (!taken) throw new Error('the post was not taken');
        const fault = { ...FAULT, class: 'metadata_rejected', step: 'preflight' } as const;
        await here.service(PublicationSettlementService).fail(taken, fault);
      } else await cancellation().cancel(owner(), id);
      expect([await here.statusOf(id), await units()]).toEqual([end === 'fail' ? 'failed' : 'cancelled', 1]);
    }
  });

  it.each(['before', 'while'])(
    'keeps the files of an upload when its retry is cancelled %s a worker has it, and mails nothing about that',
    async (when) => {
      const id = await queued();
      await settlement().complete(await worked(id, 'captions'), 'completed');
      const again = { targets: 'all', readsTrack: true } as const;
      const upload = await here.found(id);
      await here.transaction((manager) => here.uploads.retry(upload, upload.options, again, manager));
      const before = when === 'while' ? await here.taken(id) : undefined;
      const announce = jest.spyOn(here.service(UploadMailsService), 'announce').mockClear();
      const [cancelled] = await Promise.all([
        cancellation().cancel(owner(), id),
        waitUntil(async () => (await here.found(id)).cancelRequestedAt).then(async () =>
          settlement().cancel(before ?? (await here.taken(id))),
        ),
      ]);
      expect(cancelled).toMatchObject({
        status: 'completed',
        error: null,
        files: [{ name: FILE.name, isStored: true }],
      });
      const targets = (await here.uploads.targetsOf([id])).get(id);
      expect(targets).toMatchObject([1, 2].map(() => ({ status: 'ready', file: FILE.name, error: null })));
      expect(cancelled.stages.telemetry?.error).toMatchObject({ code: 'upload_retry_cancelled' });
      expect(announce).not.toHaveBeenCalled();
      expect(
        await here.query(`select from outbox where name = 'upload.erase' and payload ->> 'uploadId' = $1`, [id]),
      ).toEqual([]);
    },
  );

  it.each(['the track cannot be used', 'a former file lacks it'])(
    'fails a post that was to show an overlay when %s, and publishes it when its owner wants none',
    async (why) => {
      const id = await queued({ platforms: ['youtube'], telemetryFilename: 'ride.gpx', telemetrySize: 1 });
      const options = JSON.stringify({ ...UPLOAD_OPTIONS, hud: {} });
      await here.query('update uploads set telemetry_received_at = now(), options = $2 where id = $1', [id, options]);
      const taken = await worked(id, 'captions');
      const { files, stages } = taken.upload;
      const failed = { status: 'failed', startedAt: at, finishedAt: at, error: FAULT } as const;
      if (why.startsWith('the track')) taken.upload.stages = { ...stages, telemetry: failed };
      else taken.upload.files = files.map((file) => ({ ...file, showsHud: false }));
      const post = await publish(taken);
      const state = `select status, fault -> 'message' as message from publications where id = $1`;
      const ends = async () => [await here.query(state, [post]), await here.statusOf(id)];
      expect(await ends()).toEqual([[{ status: 'failed', message: expect.stringContaining('overlay') }], 'failed']);
      const userId = await here.newUser();
      await here.service(UploadRetryService).retry({ ...owner(), userId }, id, { hud: false });
      const again = await worked(id, 'captions');
      expect(again.upload.options).toMatchObject({ hud: null, declinesHud: true });
      await settlement().complete(again, 'completed');
      expect(await ends()).toEqual([[{ status: 'scheduled', message: null }], 'publishing']);
      const approvals = here.service(UploadApprovalsRepository);
      const request = await here.transaction((manager) => approvals.open(again.upload, manager));
      expect(new Set(request?.authors)).toEqual(new Set([userId, here.userId]));
    },
  );

  it('fails a post that its platform would refuse when its video is ready, not when its time has come', async () => {
    const id = await queued({ platforms: ['youtube'] });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const post = await publish(await worked(id, 'captions'), { title: '<Lap>' }, tomorrow);
    const state = `select status, fault, due_at as due, notice_due as notice from publications where id = $1`;
    const message = 'title must not contain < or >.';
    const fault = { code: 'post_refused', message, class: 'metadata_rejected', step: 'preflight' };
    expect(await here.query(state, [post])).toEqual([{ status: 'failed', fault, due: null, notice: true }]);
    const jobs = `select name from outbox where payload ->> 'uploadId' = $1 or payload ->> 'publicationId' = $2`;
    expect(await here.query(jobs, [id, post])).toContainEqual({ name: 'upload.settle' });
    expect(await here.query(jobs, [id, post])).not.toContainEqual({ name: 'publication.advance' });
    expect([await here.statusOf(id), (await here.found(id)).error]).toMatchObject(['failed', { message }]);
    const posts = here.service(PublicationsRepository);
    const [found] = (await posts.ofUploads([id])).get(id) ?? [];
    if (!found) throw new Error('the post is missing');
    await here.transaction((manager) => posts.change(found, undefined, { overrides: { title: 'Lap' } }, manager));
    await here.service(UploadRetryService).retry(owner(), id, {});
    await settlement().complete(await worked(id, 'captions'), 'completed');
    expect(await here.query(state, [post])).toMatchObject([{ status: 'scheduled', fault: null, due: tomorrow }]);
    expect(await here.query(jobs, [id, post])).toContainEqual({ name: 'publication.advance' });
    expect(await here.statusOf(id)).toBe('staged');
  });

  it('lets requests that wait for a cancellation succeed: they ask for the same', async () => {
    const upload = await here.found(await queued());
    const { requests } = await here.transaction(async (manager) => {
      await here.uploads.cancel(upload, 'owner', manager);
      const both = [cancellation().cancel(owner(), upload.id), cancellation().remove(owner(), upload.id)];
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await waitUntil(async () => (await here.query<object[]>(waiting)).length === both.length);
      return { requests: Promise.all(both) };
    });
    expect(await requests).toMatchObject([{ status: 'cancelled' }, undefined]);
  });

  it('refuses a cancellation at once when the platform may have every post', async () => {
    const id = await queued({ platforms: ['youtube'] });
    const post = await publish(await worked(id, 'captions'));
    const taken = await here.takenPost(post);
    await publicationSubmissions.begin(here.service(DataSource), taken.lease);
    await expect(cancellation().cancel(owner(), id)).rejects.toMatchObject({ code: 'upload_state_conflict' });
    const cancelled = 'select cancel_requested_at as at from publications where id = $1';
    const [row] = await here.query<[object]>(cancelled, [post]);
    expect([row, await here.statusOf(id)]).toEqual([{ at: null }, 'publishing']);
  });

  it('refuses to retry posts whose account was disconnected, and says what to do', async () => {
    const id = await queued({ platforms: ['youtube'] });
    const post = await publish(await worked(id, 'captions'));
    await here.query('delete from platform_accounts');
    await failPost(post, 'reconnect_required');
    await expect(here.service(UploadRetryService).retry(owner(), id, {})).rejects.toMatchObject({
      code: 'upload_not_retryable',
      message: expect.stringContaining('A channel was disconnected'),
    });
    expect(await here.statusOf(id)).toBe('failed');
  });

  it('reserves room in the daily limits for retried posts', async () => {
    const [id, other] = [await queued({ platforms: ['youtube'] }), await queued({ platforms: ['youtube'] })];
    await failPost(await publish(await worked(id, 'captions')), 'media_rejected');
    const planned = await publish(await worked(other, 'captions'));
    const retry = () => here.service(UploadRetryService).retry(owner(), id, {});
    await expect(retry()).rejects.toMatchObject({ code: 'daily_post_limit_reached' });
    await here.query('delete from publications where id = $1', [planned]);
    expect((await retry()).status).toBe('queued');
  });
});
