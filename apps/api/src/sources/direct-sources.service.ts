import { Readable } from 'node:stream';
import {
  type CoreConfig,
  coreConfig,
  IdempotencyStore,
  type Lease,
  malformedRequest,
  notFound,
  type Owner,
  payloadTooLarge,
} from '@app/core';
import { ingestSource, JobPublisherService } from '@app/jobs';
import { receivedKey, type Source, SourcesRepository, tooManySources } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { QueuedSourceResponse, UploadResponse } from './json-api.response';

/** 5 GB, Shotstack's own limit. */
const MOST_BYTES = 5 * 2 ** 30;
/** If a process ends in the middle of a transfer, the address is free again after this many seconds. */
const LEASE_SECONDS = 30;
const RENEWAL_MS = 8_000;

/** Files that are sent to us: first announced, then streamed into the store. */
@Injectable()
export class DirectSourcesService {
  constructor(
    private readonly idempotency: IdempotencyStore,
    private readonly dataSource: DataSource,
    private readonly sources: SourcesRepository,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  announce(owner: Owner): Promise<UploadResponse> {
    return this.idempotency.transaction(async (manager) => {
      const { source, directToken } = await this.sources.create(
        owner,
        { kind: 'direct', storage: this.stores.sources.name },
        manager,
      );
      return UploadResponse.of(source, `${this.config.baseUrl}/ingest/v1/uploads/${directToken}`);
    });
  }

  /**
   * One request at a time sends the file; its lease ends with it.
   * @param size as announced by the request, in bytes
   * @throws not_found for an address that is unknown, expired or used; source_in_transfer; payload_too_large;
   * too_many_sources
   */
  async receive(token: string, size: number | undefined, body: Readable): Promise<QueuedSourceResponse> {
    const source = await this.sources.findAwaited(token);
    if (!source) throw notFound('The upload URL is unknown, was already used or has expired.');
    if ((size ?? 0) > MOST_BYTES) throw tooLarge();
    if (size === 0) throw malformedRequest('The body is empty.');
    const lease = await this.sources.beginTransfer(source.id, LEASE_SECONDS);
    const lost = new AbortController();
    const renewal = setInterval(
      () => void this.sources.renewTransfer(lease, LEASE_SECONDS).catch((error: unknown) => lost.abort(error)),
      RENEWAL_MS,
    );
    try {
      const stored = await this.stores
        .named(source.storage)
        .put(
          receivedKey(source),
          { stream: Readable.from(limited(body)), ...(size !== undefined && { size }) },
          { contentType: 'application/octet-stream', signal: lost.signal },
        );
      await this.record(source, lease, stored.size);
    } finally {
      clearInterval(renewal);
      await this.sources.endTransfer(lease);
    }
    return QueuedSourceResponse.of(source.id);
  }

  /** Deletes a file that is refused, or whose source was deleted while it arrived. */
  private async record(source: Source, lease: Lease, bytes: number): Promise<void> {
    const owner = { ownerId: source.userId };
    try {
      await this.dataSource.transaction(async (manager) => {
        if (!(await this.sources.receive(owner, lease, bytes, manager)))
          throw notFound('The upload URL was already used.');
        await this.publisher.publish(ingestSource, { sourceId: source.id }, { manager });
      });
    } catch (error) {
      const now = await this.sources.find(owner, source.id);
      if (tooManySources.is(error) || !now || now.status === 'deleted')
        await this.stores.named(source.storage).delete(receivedKey(source));
      throw error;
    }
  }
}

async function* limited(body: Readable): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    // The body of a refused file stays open for the answer.
    for await (const chunk of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw tooLarge();
      yield chunk;
    }
  } catch (error) {
    throw (error as { code?: string }).code === 'ECONNRESET'
      ? malformedRequest('The connection ended before the body did.', { cause: error })
      : error;
  }
}

const tooLarge = () => payloadTooLarge('A source may have at most 5 GB.');
