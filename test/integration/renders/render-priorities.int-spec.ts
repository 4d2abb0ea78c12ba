import { RenderLeasesRepository } from '@app/render-proxy';
import { RenderProgressionService } from '../../../apps/worker/src/renders/render-progression.service';
import { RenderSettlementService } from '../../../apps/worker/src/renders/render-settlement.service';
import { RendersMaintenanceService } from '../../../apps/worker/src/renders/renders-maintenance.service';
import { RenderWork } from '../../support/harness/render-work';

describe('the jobs of a render', () => {
  let here: RenderWork;
  beforeAll(async () => {
    here = await RenderWork.start();
  });
  afterAll(() => here?.close());

  const taken = async (id: string) => {
    const found = await here.get(RenderLeasesRepository).take(id, 600, { starts: true });
    if (!found) throw new Error('the render was not taken');
    return found;
  };

  it.each([
    ['of a usual plan wait behind those of others', 100, 100],
    ['of a plan with the priority queue come first', 0, null],
  ])('%s, also when they are published again', async (_, queuePriority, expected) => {
    const ownerId = await here.newOwner();
    const newRender = () => here.newRender(ownerId, { queuePriority });
    const [first, second] = [await newRender(), await newRender()];
    const jobs = () =>
      here.dataSource.query<object[]>(
        `select name, priority from outbox where name = 'render.run' and payload ->> 'renderId' = $1 order by id`,
        [second],
      );
    const job = { name: 'render.run', priority: expected };
    await here.get(RenderSettlementService).cancel(await taken(first));
    expect(await jobs()).toEqual([job]);
    await here.get(RenderProgressionService).retryLater(await taken(second), { seconds: 1 });
    expect(await jobs()).toEqual([job, job]);
    await here.dataSource.query(`update renders set deadline_at = now() - interval '1 second' where id = $1`, [second]);
    await here.dataSource.transaction((manager) => here.get(RendersMaintenanceService).republishOverdue(manager));
    expect(await jobs()).toEqual([job, job, job]);
  });

  it('passes running segments only when it is short and no worker has started it', async () => {
    const ownerId = await here.newOwner();
    const [short, long] = [await here.newRender(ownerId), await here.newRender(ownerId, { isShort: false })];
    const isShort = (id: string) => here.get(RenderLeasesRepository).isShort(id);
    expect([await isShort(short), await isShort(long)]).toEqual([true, false]);
    await taken(short);
    expect(await isShort(short)).toBe(false);
  });
});
