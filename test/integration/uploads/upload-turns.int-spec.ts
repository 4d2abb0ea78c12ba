import { UploadTurnsRepository } from '@app/uploads';
import { UPLOAD_OPTIONS, UploadRows } from '../../support/harness/upload-rows';

const [FIRST_CLASS, USUAL] = [0, 100];

describe('the turns of uploads', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start();
  });
  beforeEach(() => here.enter());
  afterAll(() => here?.close());

  const turns = () => here.service(UploadTurnsRepository);
  /** Complete uploads of an owner, in this order. */
  const send = async (owner: string, count: number, priority = USUAL): Promise<string[]> => {
    here.userId = owner;
    const ids: string[] = [];
    for (let number = 0; number < count; number += 1) {
      const upload = await here.create();
      await here.transaction(async (manager) => {
        await here.uploads.receive(upload, UPLOAD_OPTIONS, manager);
        await turns().enter(upload, priority, manager);
      });
      ids.push(upload.id);
    }
    return ids;
  };
  /** The next upload, as a worker with a free slot takes it. */
  const start = async (): Promise<string | undefined> => {
    const next = await turns().next();
    return next && (await here.taken(next.id)).lease.id;
  };
  const end = async (id: string): Promise<void> => {
    const [{ epoch }] = await here.query<[{ epoch: number }]>(
      'select lease_epoch as epoch from uploads where id = $1',
      [id],
    );
    await here.transaction((manager) => here.leases.finish({ id, epoch }, 'completed', manager));
  };

  it('put the first upload of an account before the second of another, whatever is in front of it', async () => {
    const [hoarder, guest] = [await here.newUser(), await here.newUser()];
    const backlog = await send(hoarder, 6);
    expect(await start()).toBe(backlog[0]);
    const [late = '', later = ''] = await send(guest, 2);
    // Of the jobs in the queue those of the backlog come first; they start nothing out of turn.
    for (const id of backlog.slice(1)) expect(await here.leases.take(id, 30)).toBeUndefined();
    expect(await start()).toBe(late);
    await end(backlog[0] ?? '');
    await end(late);
    const order: (string | undefined)[] = [];
    for (let step = 0; step < 6; step += 1) {
      const id = await start();
      order.push(id);
      await end(id ?? '');
    }
    expect(order.indexOf(later)).toBeLessThan(2);
    expect(order.filter((id) => id !== later)).toEqual(backlog.slice(1));
    expect(await start()).toBeUndefined();
  });

  it('put plans with the priority queue first, in turns of their own', async () => {
    const [usual, paying] = [await here.newUser(), await here.newUser()];
    const [slow = ''] = await send(usual, 3);
    await send(paying, 2, FIRST_CLASS);
    const [first, second] = [await start(), await start()];
    expect(await start()).toBe(slow);
    here.userId = paying;
    for (const id of [first, second]) expect((await here.found(id ?? '')).userId).toBe(paying);
  });

  it('leave out owners who have the maximum in progress, until one ends', async () => {
    const [owner, other] = [await here.newUser(), await here.newUser()];
    const own = await send(owner, 3);
    expect([await start(), await start()]).toEqual(own.slice(0, 2));
    expect(await start()).toBeUndefined();
    expect(await here.leases.take(own[2] ?? '', 30)).toBeUndefined();
    const [guest] = await send(other, 1);
    expect(await start()).toBe(guest);
    await end(own[0] ?? '');
    expect(await start()).toBe(own[2]);
  });

  it('start an upload once, and none that has to wait, however many workers ask at the same time', async () => {
    const own = await send(await here.newUser(), 5);
    const taken = await Promise.all(own.map((id) => here.leases.take(id, 30)));
    const started = taken.flatMap((each) => (each ? [each.lease.id] : []));
    expect(started.length).toBeLessThanOrEqual(2);
    expect(own.slice(0, 2)).toEqual(expect.arrayContaining(started));
  });
});
