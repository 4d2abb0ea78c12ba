import { nextTurn } from '@app/core';
import type { Source, SourcesRepository } from '@app/render-proxy';
import type { ObjectStores } from '@app/storage';
import { SourceReaderService } from './source-reader.service';

const OWNER = { ownerId: 'owner' };
const SOURCES = 200;
const RENDITIONS = 10;
const NOW = new Date();

const source = (number: number) =>
  ({
    id: `${number}`,
    userId: OWNER.ownerId,
    status: 'ready',
    storage: 's3',
    objectKey: `ingest/${number}`,
    renditions: Array.from({ length: RENDITIONS }, (_, index) => ({
      id: `${number}-${index}`,
      status: 'ready',
      transformation: {},
      objectKey: `ingest/${number}/${index}`,
    })),
    createdAt: NOW,
    updatedAt: NOW,
    finishedAt: NOW,
  }) as unknown as Source;

describe('the list of an account with many sources', () => {
  it('lets other requests be answered between its addresses, and signs each once an hour', async () => {
    const signed: number[] = [];
    const store = {
      url: (key: string, { expiresInSeconds }: { expiresInSeconds: number }) => {
        signed.push(expiresInSeconds);
        return Promise.resolve({ url: `https://store.example.test/${key}` });
      },
    };
    const reader = new SourceReaderService(
      {
        list: () => Promise.resolve(Array.from({ length: SOURCES }, (_, number) => source(number))),
      } as unknown as SourcesRepository,
      { named: () => store } as unknown as ObjectStores,
    );
    let [longest, seen, isWatched] = [0, 0, true];
    const count = () => {
      longest = Math.max(longest, signed.length - seen);
      seen = signed.length;
    };
    const watch = () => {
      count();
      if (isWatched) setImmediate(watch);
    };
    watch();
    const first = await reader.list(OWNER);
    expect(signed).toHaveLength(SOURCES * (RENDITIONS + 1));
    count();
    expect(longest).toBeLessThanOrEqual(2);
    // 24 hours after the last answer that shows it.
    expect(Math.min(...signed)).toBeGreaterThanOrEqual(25 * 3_600);
    isWatched = false;

    expect(await reader.list(OWNER)).toEqual(first);
    expect(signed).toHaveLength(SOURCES * (RENDITIONS + 1));
    expect(first[0]?.attributes.source).toBe('https://store.example.test/ingest/0');
  });

  it('has at most one address wait for a turn before the work of other requests', async () => {
    let signed = 0;
    const url = (key: string) => {
      signed += 1;
      return Promise.resolve({ url: key });
    };
    const list = () => Promise.resolve([source(0), source(1), source(2)]);
    const reader = new SourceReaderService({ list } as never, { named: () => ({ url }) } as never);
    const lists = Promise.all([reader.list(OWNER), reader.list(OWNER)]);
    await new Promise(setImmediate);
    const before = signed;
    await nextTurn();
    expect(signed - before).toBeLessThanOrEqual(2);
    await lists;
    expect(signed).toBeGreaterThan(10);
  });
});
