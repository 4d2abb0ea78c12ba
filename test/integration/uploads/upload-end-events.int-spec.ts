import type { TakenUpload } from '@app/uploads';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { startSettlementRows } from '../../support/harness/settlement-rows';
import type { UploadRows } from '../../support/harness/upload-rows';

const ENDINGS: Readonly<Record<string, (settlement: UploadSettlementService, taken: TakenUpload) => Promise<void>>> = {
  completed: (settlement, taken) => settlement.complete(taken, 'completed'),
  partial: (settlement, taken) => settlement.complete(taken, 'partial'),
  failed: (settlement, taken) => settlement.fail(taken, { code: 'upload_failed', message: 'No.' }),
  cancelled: (settlement, taken) => settlement.cancel(taken),
};

describe('the end of the work on an upload', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await startSettlementRows();
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  it.each(Object.entries(ENDINGS))(
    'is one event of its account, also when its worker ends it twice: %s',
    async (status, end) => {
      const { id } = await here.queued();
      const taken = await here.taken(id);
      const settlement = here.service(UploadSettlementService);
      await end(settlement, taken);
      await expect(end(settlement, taken)).rejects.toMatchObject({ code: 'row_lease_lost' });
      const events = `select owner_id as owner, type, data from account_events
        where data ->> 'id' = $1 and type like 'upload.%' and type <> 'upload.updated'`;
      const event = { owner: here.userId, type: `upload.${status}`, data: { id, status } };
      expect(await here.query(events, [id])).toEqual([event]);
    },
  );
});
