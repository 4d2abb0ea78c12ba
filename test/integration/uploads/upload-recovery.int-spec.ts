import { AuthModule } from '@app/auth';
import { JobsModule, workerStopping } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule, storageUnavailable } from '@app/storage';
import type { UploadFile } from '@app/uploads';
import { ProcessUploadHandler } from '../../../apps/worker/src/uploads/process-upload.handler';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadRecoveryService } from '../../../apps/worker/src/uploads/upload-recovery.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadRows } from '../../support/harness/upload-rows';

const FILE: UploadFile = {
  name: 'all.mp4',
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

describe('an upload whose store is unavailable', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule, StorageModule],
      providers: [UploadMailsService, UploadRecoveryService, UploadSettlementService],
    });
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  /** A worker takes the upload and finds the store away; returns what follows. */
  async function failOn(id: string) {
    await here.service(UploadRecoveryService).recover(await here.taken(id), storageUnavailable());
    const { status, attempts, waitingFor } = await here.found(id);
    return { status, attempts, waitingFor };
  }
  const age = (id: string, column: string, hours: number) =>
    here.query(`update uploads set ${column} = clock_timestamp() - interval '${hours} hours' where id = $1`, [id]);
  /** A worker takes the upload and is stopped. */
  const stopOn = async (id: string): Promise<void> => {
    const stop = new AbortController();
    const pipeline = {
      run: () => {
        stop.abort(workerStopping());
        return Promise.reject(workerStopping());
      },
    };
    const handler = new ProcessUploadHandler(
      here.leases,
      pipeline as never,
      here.service(UploadSettlementService),
      here.service(UploadRecoveryService),
      { named: () => undefined } as never,
      { JOB_LOCK_SECONDS: 30 } as never,
    );
    const run = handler.handle({ uploadId: id }, { signal: stop.signal } as never);
    await expect(run).rejects.toMatchObject({ code: 'worker_stopping' });
  };
  const retry = async (id: string) => {
    const upload = await here.found(id);
    const again = { targets: 'all', readsTrack: false } as const;
    expect(await here.transaction((manager) => here.uploads.retry(upload, {}, again, manager))).toBe(true);
  };
  /** It has ended, with a file for each platform. */
  const completed = async (): Promise<string> => {
    const { id } = await here.queued();
    const taken = await here.taken(id);
    const at = new Date().toISOString();
    const done = { status: 'done', startedAt: at, finishedAt: at } as const;
    const targets = taken.targets.map(({ platform }) => ({ platform, file: FILE.name }));
    const settlement = here.service(UploadSettlementService);
    await settlement.recordStage(taken, 'transcode', done, { result: { files: [FILE] }, targets });
    await settlement.complete(taken, 'completed');
    return id;
  };
  const WAITS = { status: 'processing', attempts: 0, waitingFor: 'storage_unavailable' };

  it('waits for a day from the first failure, however long ago it was received', async () => {
    const { id } = await here.queued();
    await age(id, 'received_at', 200);
    for (let times = 0; times < 4; times += 1) expect(await failOn(id)).toEqual(WAITS);
    await age(id, 'failing_since', 23);
    expect(await failOn(id)).toEqual(WAITS);
    await age(id, 'failing_since', 25);
    expect(await failOn(id)).toMatchObject({ status: 'failed' });
  });

  it('has a day again after a stage was finished', async () => {
    const { id } = await here.queued();
    await failOn(id);
    await age(id, 'failing_since', 25);
    const { lease } = await here.taken(id);
    const at = new Date().toISOString();
    await here.transaction(async (manager) => {
      await here.leases.recordStage(lease, 'verify', { status: 'done', startedAt: at, finishedAt: at }, {}, manager);
      await here.leases.release(lease, { delaySeconds: 0, attempts: -1, waitingFor: 'storage_unavailable' }, manager);
    });
    expect(await failOn(id)).toEqual(WAITS);
  });

  it('does not have a day again because a worker that has taken it stops', async () => {
    const { id } = await here.queued();
    await failOn(id);
    await age(id, 'failing_since', 25);
    await stopOn(id);
    expect(await here.found(id)).toMatchObject({ status: 'processing', attempts: 0 });
    expect(await failOn(id)).toMatchObject({ status: 'failed' });
  });

  it('has a day again in a retry after one that ended with the files that there were', async () => {
    const id = await completed();
    await retry(id);
    await failOn(id);
    await age(id, 'failing_since', 25);
    expect(await failOn(id)).toMatchObject({ status: 'completed' });
    expect(await here.found(id)).toMatchObject({ failingSince: null });
    await retry(id);
    expect(await failOn(id)).toEqual(WAITS);
  });

  it('has a day in a retry, even if its row still has the time of an earlier outage', async () => {
    const id = await completed();
    await age(id, 'failing_since', 25);
    await retry(id);
    expect(await failOn(id)).toEqual(WAITS);
  });
});
