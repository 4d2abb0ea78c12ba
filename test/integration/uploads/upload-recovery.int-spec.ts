import { AuthModule } from '@app/auth';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule, storageUnavailable } from '@app/storage';
import { UploadRecoveryService } from '../../../apps/worker/src/uploads/upload-recovery.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadRows } from '../../support/harness/upload-rows';

describe('an upload whose store is unavailable', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule, StorageModule],
      providers: [UploadRecoveryService, UploadSettlementService],
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
});
