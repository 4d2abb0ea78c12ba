import { newId } from '@app/core';
import { workCancelled } from '@app/jobs';
import {
  type Publication,
  PublicationLeasesRepository,
  PublicationsRepository,
  publicationSubmissions,
} from '@app/platforms';
import {
  type StageFindings,
  UPLOAD_STAGES,
  type UploadFile,
  UploadPublishingRepository,
  type UploadStage,
} from '@app/uploads';
import { DataSource } from 'typeorm';
import { UploadCancellationService } from '../../../apps/api/src/uploads/upload-cancellation.service';
import { UploadRetryService } from '../../../apps/api/src/uploads/upload-retry.service';
import { AdvancePublicationHandler } from '../../../apps/worker/src/publishing/advance-publication.handler';
import { PublicationRecoveryService } from '../../../apps/worker/src/publishing/publication-recovery.service';
import type { PublicationRun } from '../../../apps/worker/src/publishing/publication-run';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { startSettlementRows } from '../../support/harness/settlement-rows';
import { UPLOAD_OPTIONS, UploadRows } from '../../support/harness/upload-rows';
import { setEnvironment } from '../../support/set-environment';

type Platform = 'tiktok' | 'youtube';
const FAULT = { code: 'upload_failed', message: 'No.' };
const POST_FAULT = { ...FAULT, class: 'outcome_unknown', step: 'outcome' } as const;
const at = new Date().toISOString();
const DONE = { status: 'done', startedAt: at, finishedAt: at } as const;
const [NOW, TOMORROW] = [null, new Date(Date.now() + 86_400_000)];
const fileOf = (platform: Platform): UploadFile => ({
  name: `${platform}.mp4`,
  kind: 'rendition',
  platforms: [platform],
  contentType: 'video/mp4',
  sizeBytes: 10,
  width: 320,
  height: 180,
  seconds: 2,
  fps: 25,
  isStored: true,
});

describe('an upload with posts at several times', () => {
  let here: UploadRows;
  beforeAll(async () => {
    setEnvironment({ GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 's' });
    here = await startSettlementRows(PublicationRecoveryService);
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const posts = () => here.service(PublicationsRepository);
  const publishing = () => here.service(PublicationSettlementService);
  const owner = () => ({ ownerId: here.userId, userId: here.userId });
  /** Announced and complete, with a post on each platform. */
  const queued = async (times: Partial<Record<Platform, Date | null>>): Promise<string> => {
    const platforms = Object.keys(times) as Platform[];
    const upload = await here.create({ platforms });
    await withPosts(upload.id, times);
    await here.transaction((manager) => here.uploads.receive(upload, UPLOAD_OPTIONS, manager));
    return upload.id;
  };
  const withPosts = async (id: string, times: Partial<Record<Platform, Date | null>>) => {
    for (const platform of Object.keys(times) as Platform[]) {
      const accountId = newId();
      await here.query(
        `insert into platform_accounts (id, user_id, platform, external_id, name, access_token, check_at, connected_by)
         values ($1::uuid, $2, $3, $1::text, 'A channel', 'sealed', now(), $2)`,
        [accountId, here.userId, platform],
      );
      const time = { publishAt: times[platform] ?? null, localTime: null, timeZone: null };
      const post = { accountId, accountName: 'A channel', platform, overrides: {}, ...time };
      await here.transaction((manager) => posts().create(owner(), id, [post], manager));
    }
  };
  /** A worker makes the files that are missing, except those of these platforms. */
  const processed = async (id: string, ...broken: Platform[]): Promise<void> => {
    const taken = await here.taken(id);
    const settlement = here.service(UploadSettlementService);
    const { upload, targets } = taken;
    const open = targets.filter(({ status }) => status === 'pending').map(({ platform }) => platform as Platform);
    const results = open.map((platform) =>
      broken.includes(platform) ? { platform, error: FAULT } : { platform, file: fileOf(platform).name },
    );
    const made = open.filter((platform) => !broken.includes(platform)).map(fileOf);
    const files = [...upload.files, ...made];
    const caption = { title: 'A lap', text: 'Around' };
    const captions = targets.map(({ platform }) => ({ platform, caption }));
    const findings: Partial<Record<UploadStage, StageFindings>> = {
      transcode: { result: { files }, targets: results },
      captions: { targets: captions },
    };
    for (const stage of UPLOAD_STAGES) await settlement.recordStage(taken, stage, DONE, findings[stage] ?? {});
    Object.assign(upload, { files });
    for (const { platform, ...result } of results) {
      const target = targets.find((each) => each.platform === platform);
      Object.assign(target ?? {}, { ...result, caption, status: 'error' in result ? 'failed' : 'ready' });
    }
    await settlement.complete(taken, targets.some(({ status }) => status === 'failed') ? 'partial' : 'completed');
  };
  const postOf = async (id: string, platform: Platform): Promise<Publication> => {
    const found = (await posts().ofUploads([id])).get(id)?.find((post) => post.platform === platform);
    if (!found) throw new Error('the post is missing');
    return found;
  };
  const takenPost = async (id: string, platform: Platform) => {
    const post = await postOf(id, platform);
    await here.query('update publications set due_at = now() where id = $1', [post.id]);
    return here.takenPost(post.id);
  };
  const verified = async (id: string, platform: Platform) => {
    await publishing().publish(await takenPost(id, platform), `post ${id}`);
    await publishing().verify(await takenPost(id, platform), { permalink: null, visibility: null });
  };
  const cancelled = async (id: string, platform: Platform) => {
    const post = await postOf(id, platform);
    await here.transaction(async (manager) => {
      expect(await posts().cancel(post, undefined, manager)).toBe('cancelled');
      await publishing().settleUpload(id, manager);
    });
  };
  const retried = (id: string) => here.service(UploadRetryService).retry(owner(), id, {});

  it('fails when no file was made for one post and its owner cancels the other one before its time', async () => {
    const id = await queued({ tiktok: NOW, youtube: TOMORROW });
    await processed(id, 'tiktok');
    expect(await here.statusOf(id)).toBe('staged');
    await cancelled(id, 'youtube');
    expect(await here.statusOf(id)).toBe('failed');
    const upload = await here.found(id);
    expect(await here.transaction((manager) => here.uploads.remove(upload, manager))).toBe(true);
  });

  it('is completed when one post is live and its owner cancels the retried one before its time', async () => {
    const id = await queued({ tiktok: TOMORROW, youtube: NOW });
    await processed(id, 'tiktok');
    await verified(id, 'youtube');
    expect(await here.statusOf(id)).toBe('partial');
    await retried(id);
    await processed(id);
    expect(await here.statusOf(id)).toBe('staged');
    await cancelled(id, 'tiktok');
    expect(await here.statusOf(id)).toBe('completed');
  });

  it('is being published, not only waiting, while a retry asks the platform about a post, and ends with the answer', async () => {
    for (const answer of ['unknown', 'published'] as const) {
      const id = await queued({ youtube: NOW });
      await processed(id);
      await publishing().doubt(await takenPost(id, 'youtube'), { fault: POST_FAULT });
      expect(await here.statusOf(id)).toBe('partial');
      await retried(id);
      await processed(id);
      expect(await here.statusOf(id)).toBe('publishing');
      if (answer === 'unknown') await publishing().doubt(await takenPost(id, 'youtube'), { fault: POST_FAULT });
      else await verified(id, 'youtube');
      expect(await here.statusOf(id)).toBe(answer === 'unknown' ? 'partial' : 'completed');
    }
  });

  it('keeps what is ready when the retry of another target fails: its posts go out, and its files stay', async () => {
    const id = await queued({ tiktok: NOW, youtube: NOW });
    await processed(id, 'tiktok');
    await publishing().fail(await takenPost(id, 'youtube'), { ...POST_FAULT, class: 'metadata_rejected' });
    expect(await here.statusOf(id)).toBe('failed');
    await retried(id);
    await here.service(UploadSettlementService).fail(await here.taken(id), FAULT);
    expect(await here.statusOf(id)).toBe('publishing');
    expect(await postOf(id, 'tiktok')).toMatchObject({ status: 'failed', fault: FAULT });
    expect((await here.uploads.targetsOf([id])).get(id)).toMatchObject([
      { platform: 'tiktok', status: 'failed', error: FAULT },
      { platform: 'youtube', status: 'ready', error: null },
    ]);
    await verified(id, 'youtube');
    expect(await here.statusOf(id)).toBe('partial');
    await here.query(`update uploads set finished_at = now() - interval '8 days' where id = $1`, [id]);
    expect(await here.transaction((manager) => here.leases.expireFailed(manager))).toBe(0);
  });

  it('fails with the retry when the texts of its posts were never written', async () => {
    const id = await queued({ tiktok: NOW, youtube: NOW });
    await processed(id, 'tiktok');
    await publishing().fail(await takenPost(id, 'youtube'), { ...POST_FAULT, class: 'metadata_rejected' });
    await here.query('update upload_targets set caption = null where upload_id = $1', [id]);
    await retried(id);
    await here.service(UploadSettlementService).fail(await here.taken(id), FAULT);
    expect([await here.statusOf(id), (await postOf(id, 'youtube')).status]).toEqual(['failed', 'failed']);
  });

  it('is cancelled with its posts, even if a retry schedules them at that moment', async () => {
    const id = await queued({ youtube: NOW });
    await processed(id);
    await publishing().fail(await takenPost(id, 'youtube'), { ...POST_FAULT, class: 'metadata_rejected' });
    await retried(id);
    const taken = await here.taken(id);
    const rows = posts();
    const cancelAll = rows.cancelAll.bind(rows);
    jest.spyOn(rows, 'cancelAll').mockImplementationOnce(async (...given) => {
      await here.service(UploadSettlementService).complete(taken, 'completed');
      return cancelAll(...given);
    });
    expect((await here.service(UploadCancellationService).cancel(owner(), id)).status).toBe('cancelled');
    expect((await postOf(id, 'youtube')).status).toBe('cancelled');
  });

  it('does not lose a post whose owner cancels it while a worker makes the publishing call', async () => {
    const id = await queued({ youtube: NOW });
    await processed(id);
    const send = async (run: PublicationRun) => {
      await publicationSubmissions.begin(here.service(DataSource), run.lease);
      run.isSent = true;
      throw workCancelled();
    };
    const handler = new AdvancePublicationHandler(
      here.service(PublicationLeasesRepository),
      { send } as never,
      undefined as never,
      { holdOf: () => Promise.resolve(undefined) } as never,
      publishing(),
      here.service(PublicationRecoveryService),
      here.service(UploadPublishingRepository),
      undefined as never,
      { JOB_LOCK_SECONDS: 30 } as never,
    );
    const { id: publicationId } = await postOf(id, 'youtube');
    await handler.handle({ publicationId }, { signal: new AbortController().signal } as never);
    const unconfirmed = { status: 'unknown', fault: { code: 'publication_unconfirmed' }, dueAt: expect.any(Date) };
    expect(await postOf(id, 'youtube')).toMatchObject(unconfirmed);
    const again = await takenPost(id, 'youtube');
    await here.query(`update publications set status = 'publishing' where upload_id = $1`, [id]);
    await expect(publishing().cancel(again)).rejects.toMatchObject({ code: 'row_lease_lost' });
  });

  it('is cancelled with its posts, and announced as cancelled, when its files never arrived', async () => {
    const { id } = await here.create({ platforms: ['youtube'] });
    await withPosts(id, { youtube: TOMORROW });
    await here.query(`update uploads set created_at = now() - interval '25 hours' where id = $1`, [id]);
    await here.transaction((manager) => here.service(UploadsMaintenanceService).abandon(manager));
    expect([await here.statusOf(id), (await postOf(id, 'youtube')).status]).toEqual(['cancelled', 'cancelled']);
    const events = `select type, data ->> 'id' as id from account_events where owner_id = $1 and type like 'upload.%'`;
    expect(await here.query(events, [here.userId])).toEqual([{ type: 'upload.cancelled', id }]);
  });

  it('is not staged while another post is in progress', async () => {
    const id = await queued({ tiktok: TOMORROW, youtube: NOW });
    await processed(id, 'tiktok');
    await publishing().doubt(await takenPost(id, 'youtube'), { fault: POST_FAULT });
    await retried(id);
    await processed(id);
    expect(await here.statusOf(id)).toBe('publishing');
  });
});
