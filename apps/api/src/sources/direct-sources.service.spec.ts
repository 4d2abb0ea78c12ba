import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CoreConfig, IdempotencyStore } from '@app/core';
import type { JobPublisherService } from '@app/jobs';
import type { SourcesRepository } from '@app/render-proxy';
import { type ObjectStores, storageUnavailable } from '@app/storage';
import type { DataSource } from 'typeorm';
import { DirectSourcesService } from './direct-sources.service';

describe('a file that is sent for a source and that the store refuses', () => {
  it('leaves its body to the answer, and its address to the next attempt', async () => {
    const ended: string[] = [];
    const sources = {
      findAwaited: () => Promise.resolve({ id: 'source', userId: 'owner', storage: 'local' }),
      beginTransfer: () => Promise.resolve('lease'),
      endTransfer: (lease: string) => Promise.resolve(ended.push(lease)),
    };
    const put = async (_key: string, { stream }: { stream: Readable }) => {
      for await (const chunk of stream) throw storageUnavailable(`The disk has no space for ${chunk.length} bytes.`);
    };
    const service = new DirectSourcesService(
      {} as IdempotencyStore,
      {} as DataSource,
      sources as unknown as SourcesRepository,
      { named: () => ({ put }) } as unknown as ObjectStores,
      {} as JobPublisherService,
      {} as CoreConfig,
    );
    // More than the service reads ahead.
    const pieces = Array.from({ length: 100 }, () => Buffer.alloc(2 ** 16));
    const body = Readable.from(pieces, { objectMode: false, highWaterMark: 1 });
    await expect(service.receive('token', undefined, body)).rejects.toMatchObject({ code: 'storage_unavailable' });
    await nextTurn();
    expect([body.destroyed, ended]).toEqual([false, ['lease']]);
  });
});
