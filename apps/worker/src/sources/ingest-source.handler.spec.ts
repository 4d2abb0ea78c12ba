import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { type JobRun, JobsEnv, notifySource } from '@app/jobs';
import { type Rendition, receivedKey, renditionRefused, type Source, type StoredSource } from '@app/render-proxy';
import { storageUnavailable } from '@app/storage';
import { IngestSourceHandler } from './ingest-source.handler';
import { SourceImporterService } from './source-importer.service';
import { SourceProgressionService } from './source-progression.service';

const LOST = new Error('Connection terminated unexpectedly');
const queued = (id: string): Rendition => ({ id, status: 'queued', transformation: {} });
const ready = (rendition: Rendition): Rendition => ({ ...rendition, status: 'ready' });
const runOf = (more: Partial<JobRun> = {}): JobRun => ({
  jobId: 'job',
  attempt: 1,
  isLastAttempt: false,
  requestId: 'request',
  signal: new AbortController().signal,
  ...more,
});

describe('a direct source', () => {
  let row: Source;
  const objects = new Map<string, Buffer>();
  const make = jest.fn<Promise<Rendition>, [Rendition]>();
  const write = (change: Partial<Source>) => (Object.assign(row, change), Promise.resolve());
  const leases = {
    take: () => Promise.resolve({ lease: { id: 'source', epoch: 1 }, source: { ...row } }),
    release: () => Promise.resolve(),
    wait: jest.fn((_lease, { waitingFor }: { waitingFor: string }) =>
      write({ waitingFor, failingSince: row.failingSince ?? new Date() }),
    ),
    claimRoom: () => Promise.resolve(),
    countSeconds: () => Promise.resolve(),
    markReady: jest.fn((_lease, stored: StoredSource) => write({ ...stored, status: 'ready' })),
    writeRenditions: (_lease: unknown, renditions: Rendition[]) => write({ renditions }),
    fail: (_lease: unknown, error: Source['error']) => write({ status: 'failed', error }),
    finish: () => write({ finishedAt: new Date() }),
    nextWaiting: jest.fn<Promise<string | undefined>, []>(() => Promise.resolve(undefined)),
  };
  const remove = jest.fn<Promise<void>, [string]>();
  const publish = jest.fn<Promise<void>, [unknown, { renditionId?: string }]>(() => Promise.resolve());
  const publishAgain = jest.fn<Promise<void>, [unknown, { sourceId: string }]>(() => Promise.resolve());
  const store = {
    open: jest.fn((key: string) => Promise.resolve({ stream: Readable.from([objects.get(key)]) })),
    put: async (key: string, { file }: { file: string }) => {
      objects.set(key, await readFile(file));
      return { key, size: 4 };
    },
    delete: (key: string) => remove(key),
    check: jest.fn<Promise<undefined>, [number]>(() => Promise.resolve(undefined)),
  };
  const handler = () => {
    const inspect = () => Promise.resolve({ extension: 'mp4', contentType: 'video/mp4' });
    const importer = new SourceImporterService(
      {} as never,
      { named: () => store } as never,
      { inspect } as never,
      leases as never,
    );
    const transaction = (work: (manager: unknown) => Promise<void>) => work({});
    const progression = new SourceProgressionService(
      { transaction } as never,
      leases as never,
      { publish, publishAgain } as never,
    );
    const maker = { make: (_taken: unknown, _imported: unknown, rendition: Rendition) => make(rendition) };
    return new IngestSourceHandler(leases as never, importer, maker as never, progression, new JobsEnv());
  };
  const handle = (more?: Partial<JobRun>) => handler().handle({ sourceId: 'source' }, runOf(more));
  /** The renditions of the messages to the owner; undefined: the source itself. */
  const told = () =>
    publish.mock.calls.flatMap(([job, { renditionId }]) => (job === notifySource ? [renditionId] : []));
  const statuses = () => row.renditions.map(({ status }) => status);
  const received = () => receivedKey(row);
  const stored = () => received().replace('/received', '/source.mp4');

  beforeEach(() => {
    row = {
      id: 'source',
      userId: 'owner',
      kind: 'direct',
      callbackUrl: 'https://example.com/callback',
      status: 'importing',
      inputUrl: null,
      objectKey: null,
      sizeBytes: null,
      storedBytes: 4,
      failingSince: null,
      renditions: [queued('first'), queued('second')],
    } as Partial<Source> as Source;
    objects.clear();
    objects.set(received(), Buffer.from('film'));
    publish.mockClear();
    publishAgain.mockClear();
    for (const each of [leases.wait, store.check, store.open]) each.mockClear();
    remove.mockImplementation((key) => (objects.delete(key), Promise.resolve()));
    make.mockImplementation((rendition) => Promise.resolve(ready(rendition)));
  });

  it('gets a rendition that is made again after the connection to the database was lost', async () => {
    make.mockRejectedValueOnce(LOST);
    await expect(handle()).rejects.toBe(LOST);
    expect(statuses()).toEqual(['queued', 'queued']);
    await handle({ attempt: 2 });
    expect(statuses()).toEqual(['ready', 'ready']);
    expect(row.finishedAt).not.toBeNull();
  });

  it.each([
    ['is ready', undefined],
    ['has failed', new Error('The file is broken.')],
  ])('lets the next source of its owner begin once it %s', async (_how, fault) => {
    leases.nextWaiting.mockResolvedValueOnce('next');
    if (fault) store.open.mockRejectedValueOnce(fault);
    await handle({ isLastAttempt: true }).catch(() => undefined);
    expect(publishAgain.mock.calls.map(([, payload]) => payload)).toEqual([{ sourceId: 'next' }]);
  });

  it('has a failed rendition when it is lost in the last attempt as well, and the others are made', async () => {
    make.mockRejectedValueOnce(LOST);
    await handle({ isLastAttempt: true });
    expect(statuses()).toEqual(['failed', 'ready']);
    expect(told()).toEqual([undefined, 'first', 'second']);
  });

  it('reports each rendition that its last attempt did not reach, and keeps the reasons of the others', async () => {
    make.mockRejectedValueOnce(renditionRefused('It has no sound.')).mockRejectedValueOnce(LOST);
    await expect(handle()).rejects.toBe(LOST);
    store.open.mockRejectedValueOnce(LOST);
    await expect(handle({ attempt: 2, isLastAttempt: true })).rejects.toBe(LOST);
    expect(row.renditions).toMatchObject([
      { status: 'failed', error: 'It has no sound.' },
      { status: 'failed', error: 'Something went wrong on our side.' },
    ]);
    expect(told()).toEqual([undefined, 'first', 'second']);
  });

  it('reports its own failure and that of each of its renditions', async () => {
    store.open.mockRejectedValueOnce(new Error('The file is broken.'));
    await expect(handle({ isLastAttempt: true })).rejects.toThrow('broken');
    expect([row.status, told()]).toEqual(['failed', [undefined, 'first', 'second']]);
  });

  it('waits while the store is unavailable, and fetches nothing before the store would accept it', async () => {
    leases.markReady.mockRejectedValueOnce(storageUnavailable());
    await handle({ isLastAttempt: true });
    expect([row.status, row.waitingFor, told()]).toEqual(['importing', 'storage_unavailable', []]);
    expect(store.check).not.toHaveBeenCalled();
    store.open.mockClear();
    store.check.mockRejectedValueOnce(storageUnavailable());
    await handle({ isLastAttempt: true });
    expect([store.check.mock.calls, store.open.mock.calls, told()]).toEqual([[[4]], [], []]);
    await handle();
    expect([row.status, ...statuses(), told()]).toEqual(['ready', 'ready', 'ready', [undefined, 'first', 'second']]);
  });

  it.each([
    ['the bytes of the next file', 12, 5],
    ['none if its files were stored before they were counted', 0, 0],
  ])('asks the store, after it has waited, for %s', async (_what, storedBytes, room) => {
    const made = { ...ready(queued('first')), sizeBytes: 3 };
    const facts = { status: 'ready', objectKey: stored(), sizeBytes: 4 } as const;
    Object.assign(row, { ...facts, storedBytes, failingSince: new Date(), renditions: [made, queued('second')] });
    objects.set(stored(), Buffer.from('film'));
    await handle();
    expect([store.check.mock.calls, statuses()]).toEqual([[[room]], ['ready', 'ready']]);
  });

  it('waits with a rendition, and keeps what is ready', async () => {
    make.mockImplementationOnce((rendition) => Promise.resolve(ready(rendition)));
    make.mockRejectedValueOnce(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    await handle({ isLastAttempt: true });
    expect([row.waitingFor, ...statuses(), told()]).toEqual(['disk_space', 'ready', 'queued', [undefined, 'first']]);
    await handle();
    expect([...statuses(), told()]).toEqual(['ready', 'ready', [undefined, 'first', 'second']]);
  });

  it.each([
    ['disk space', Object.assign(new Error('full'), { code: 'ENOSPC' }), /no disk space/],
    ['its store', storageUnavailable(), /could not be stored/],
  ])('fails once when it has waited a day for %s', async (_what, error, reason) => {
    row.failingSince = new Date(Date.now() - 86_401_000);
    store.check.mockRejectedValueOnce(error);
    await handle();
    expect(row.status).toBe('failed');
    expect([leases.wait.mock.calls, told()]).toEqual([[], [undefined, 'first', 'second']]);
    expect(row.error).toMatchObject({ message: expect.stringMatching(reason) });
  });

  it('has a failed rendition when one is refused, and the others are made', async () => {
    make.mockRejectedValueOnce(renditionRefused('It has no sound.'));
    await handle();
    expect(row.renditions).toMatchObject([{ status: 'failed', error: 'It has no sound.' }, { status: 'ready' }]);
  });

  it('keeps the received file until its row names the stored one', async () => {
    leases.markReady.mockRejectedValueOnce(LOST);
    await expect(handle()).rejects.toBe(LOST);
    expect([...objects.keys()]).toContain(received());
    await handle({ attempt: 2 });
    expect([row.status, ...objects.keys()]).toEqual(['ready', stored()]);
  });

  it('loses the received file in the next run when the store failed to delete it', async () => {
    row.renditions = [];
    const unavailable = storageUnavailable();
    remove.mockRejectedValueOnce(unavailable);
    await handle();
    expect([row.status, row.waitingFor, ...objects.keys()]).toEqual([
      'ready',
      'storage_unavailable',
      received(),
      stored(),
    ]);
    await handle();
    expect([...objects.keys()]).toEqual([stored()]);
  });

  it('leaves no stored file when it fails before its row names one', async () => {
    leases.markReady.mockRejectedValueOnce(LOST);
    await expect(handle({ isLastAttempt: true })).rejects.toBe(LOST);
    // The job that erases failed sources deletes this one.
    expect([row.status, ...objects.keys()]).toEqual(['failed', received()]);
  });
});
