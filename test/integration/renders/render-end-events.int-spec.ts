import { type FinishedFiles, RenderLeasesRepository, type TakenRender } from '@app/render-proxy';
import { RenderSettlementService } from '../../../apps/worker/src/renders/render-settlement.service';
import { RenderWork } from '../../support/harness/render-work';

const FILES: FinishedFiles = { seconds: 1, sizeBytes: 10, posterKey: null, thumbnailKey: null, warnings: [] };
const ENDINGS: Readonly<Record<string, (settlement: RenderSettlementService, taken: TakenRender) => Promise<void>>> = {
  completed: (settlement, taken) => settlement.complete(taken, FILES),
  failed: (settlement, taken) => settlement.fail(taken, { code: 'render_failed', message: 'No.' }),
  cancelled: (settlement, taken) => settlement.cancel(taken),
};

describe('the end of a render', () => {
  let here: RenderWork;
  beforeAll(async () => {
    here = await RenderWork.start();
  });
  afterAll(() => here?.close());

  it.each(Object.entries(ENDINGS))(
    'is one event of its account, also when its worker ends it twice: %s',
    async (status, end) => {
      const id = await here.newRender(await here.newOwner());
      const taken = await here.get(RenderLeasesRepository).take(id, 600, { starts: true });
      if (!taken) throw new Error('the render was not taken');
      const settlement = here.get(RenderSettlementService);
      await end(settlement, taken);
      await expect(end(settlement, taken)).rejects.toMatchObject({ code: 'row_lease_lost' });
      const events = `select owner_id as owner, type, data from account_events where data ->> 'id' = $1`;
      const event = { owner: taken.render.userId, type: `render.${status}`, data: { id, status } };
      expect(await here.dataSource.query<object[]>(events, [id])).toEqual([event]);
      const holds = await here.dataSource.query<object[]>('select state from token_holds where subject_id = $1', [id]);
      expect(holds).toEqual([{ state: status === 'completed' ? 'settled' : 'released' }]);
    },
  );
});
