import { JobsModule } from '@app/jobs';
import { PlatformsModule } from '@app/platforms';
import { ObjectStores, StorageModule } from '@app/storage';
import { UploadApprovalsRepository, UploadDataSubjectRepository } from '@app/uploads';
import { EraseUploadHandler } from '../../../apps/worker/src/uploads/erase-upload.handler';
import { UploadDataSubjectService } from '../../../apps/worker/src/uploads/upload-data-subject.service';
import { UploadRows } from '../../support/harness/upload-rows';

describe('the uploads of an account that is erased', () => {
  let here: UploadRows;
  beforeAll(async () => {
    here = await UploadRows.start({
      imports: [JobsModule, PlatformsModule, StorageModule],
      providers: [EraseUploadHandler, UploadDataSubjectService],
    });
  });
  beforeEach(() => here.enter());
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => here?.close());

  const end = () => here.service(UploadDataSubjectService);
  const records = () => here.service(UploadDataSubjectRepository);
  const left = async () =>
    (await here.query<{ id: string }[]>('select id from uploads where user_id = $1', [here.userId])).map(
      ({ id }) => id,
    );
  const finished = async (count: number) => {
    for (let made = 0; made < count; made += 1) {
      const { id } = await here.create({ storage: 'local' });
      for (const status of ['queued', 'processing', 'ready', 'completed'] as const) await here.force(id, status);
    }
    return left();
  };
  /** A store that records the uploads whose files it is asked to delete. */
  const store = (deleted: string[], also?: (upload: string) => void) =>
    jest.spyOn(here.service(ObjectStores), 'deleteAll').mockImplementation(async (_, [key]) => {
      const upload = key?.split('/').at(-2) ?? '';
      also?.(upload);
      deleted.push(upload);
    });

  it('are erased a part at a time: a run that was stopped leaves the next one only the rest', async () => {
    const uploads = await finished(20);
    const [first, second]: [string[], string[]] = [[], []];
    const stopping = new AbortController();
    store(first, () => first.length === 9 && stopping.abort(new Error('the time is up')));
    await expect(end().release(here.userId, stopping.signal)).rejects.toThrow('the time is up');
    expect(first.length).toBeGreaterThan(9);
    expect(await left()).toHaveLength(uploads.length - first.length);
    store(second);
    await end().release(here.userId, new AbortController().signal);
    expect([...first, ...second].toSorted()).toEqual(uploads.toSorted());
    expect(await left()).toEqual([]);
  });

  it('stay, with what is known of their files, when the store fails', async () => {
    const [upload] = await finished(1);
    jest.spyOn(here.service(ObjectStores), 'deleteAll').mockRejectedValue(new Error('the store is down'));
    await expect(end().release(here.userId, new AbortController().signal)).rejects.toThrow('the store is down');
    expect(await left()).toEqual([upload]);
  });

  it('are erased but for those whose files cannot be deleted, however many those are', async () => {
    const uploads = (await finished(20)).toSorted();
    const stuck = uploads.slice(0, 9);
    store([], (upload) => {
      if (stuck.includes(upload)) throw new Error(`the files of ${upload} stay`);
    });
    await expect(end().release(here.userId, new AbortController().signal)).rejects.toThrow(/^the files of .+ stay$/);
    expect((await left()).toSorted()).toEqual(stuck);
  });

  it('are all cancelled but the one whose end fails', async () => {
    for (const _upload of [1, 2]) await here.queued();
    jest.spyOn(here.uploads, 'cancel').mockRejectedValueOnce(new Error('the upload is stuck'));
    await expect(end().stop(here.userId)).rejects.toThrow('the upload is stuck');
    const states = 'select status from uploads where user_id = $1 order by status';
    expect(await here.query(states, [here.userId])).toEqual([{ status: 'cancelled' }, { status: 'queued' }]);
  });

  it('are waited for while a worker has one of them', async () => {
    const upload = await here.queued();
    await here.taken(upload.id);
    await end().stop(here.userId);
    const release = end().release(here.userId, new AbortController().signal);
    await expect(release).rejects.toMatchObject({ code: 'row_lease_held' });
    expect(await left()).toEqual([upload.id]);
  });

  it('leave decisions about uploads of others, with their comments and without the name', async () => {
    const eve = await here.newUser();
    await here.query(`update users set name = 'Eve Example' where id = $1`, [eve]);
    const upload = await here.create();
    await here.transaction(async (manager) => {
      const approvals = here.service(UploadApprovalsRepository);
      const request = await approvals.open(upload, manager);
      const decision = { verdict: 'rejected', by: { userId: eve }, name: 'Eve Example', comment: 'Too long.' } as const;
      await approvals.decide(upload.id, { ...decision, revision: request?.revision ?? 0 }, manager);
    });
    const archive = [];
    for await (const row of records().of(eve).approval_decisions ?? []) archive.push(row);
    expect(archive).toMatchObject([{ upload_id: upload.id, decided_name: 'Eve Example', comment: 'Too long.' }]);
    await here.transaction((manager) => records().erase(eve, manager));
    const kept = await here.service(UploadApprovalsRepository).current(upload.id);
    expect(kept).toMatchObject({ decidedName: 'Deleted user', comment: 'Too long.', status: 'rejected' });
  });
});
