import { nextTurn, notFound, type Owner } from '@app/core';
import { type Rendition, type Source, SourcesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { AssetData, SourceData } from './json-api.response';

/** An address works for 24 hours from the answer that shows it; it is shown again for an hour. */
const URL_SECONDS = 90_000;
const SHOWN_MS = 3_600_000;
/** The addresses of three accounts with as many sources as they may have, ten renditions each: about 30 MB. */
const MOST_KNOWN = 33_000;
/** Maximum number of sources of one answer whose addresses are made concurrently: a store may be asked for each. */
const SOURCES_AT_ONCE = 8;

/** Fetched and uploaded files as the API shows them. Files of other accounts do not exist for the caller. */
@Injectable()
export class SourceReaderService {
  /** Addresses by store and key. */
  private readonly known = new LRUCache<string, string>({ max: MOST_KNOWN, ttl: SHOWN_MS });
  /** One turn after the other, so that no other work of the process queues for a turn behind a whole list. */
  private turns = Promise.resolve();

  constructor(
    private readonly sources: SourcesRepository,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<Source> {
    const source = await this.sources.find(owner, id);
    if (!source) throw notFound();
    return source;
  }

  async list(owner: Owner): Promise<SourceData[]> {
    return pLimit(SOURCES_AT_ONCE).map(await this.sources.list(owner), (source) => this.describe(source));
  }

  async describe(source: Source): Promise<SourceData> {
    const { id, status, inputUrl, error, waitingFor, createdAt, updatedAt } = source;
    const url = await this.linkTo(source, source.objectKey);
    const renditions = await Promise.all(
      source.renditions.map((rendition) => this.describeRendition(source, rendition)),
    );
    return {
      type: 'source',
      id,
      attributes: {
        id,
        owner: source.userId,
        ...(inputUrl && { input: inputUrl }),
        ...(url && { source: url }),
        status,
        ...(waitingFor && { waitingFor }),
        ...(error && { error: error.message }),
        outputs: { renditions },
        ...(source.width && { width: source.width }),
        ...(source.height && { height: source.height }),
        ...(source.seconds && { duration: source.seconds }),
        ...(source.fps && { fps: source.fps }),
        created: createdAt.toISOString(),
        updated: updatedAt.toISOString(),
      },
    };
  }

  /** A transferred file. */
  async describeTransfer(source: Source): Promise<AssetData> {
    const url = await this.linkTo(source, source.objectKey);
    const filename = source.objectKey?.split('/').at(-1);
    return {
      type: 'asset',
      attributes: {
        id: source.id,
        owner: source.userId,
        providerId: source.externalId ?? source.id,
        ...(filename && { filename }),
        ...(url && { url }),
        status: source.status === 'queued' ? 'importing' : source.status,
        ...(source.waitingFor && { waitingFor: source.waitingFor }),
        created: source.createdAt.toISOString(),
        updated: source.updatedAt.toISOString(),
      },
    };
  }

  private async describeRendition(source: Source, { objectKey, sizeBytes: _, ...rendition }: Rendition) {
    const url = await this.linkTo(source, objectKey);
    const isGivenUp = source.finishedAt !== null && rendition.status !== 'ready';
    return { ...rendition, owner: source.userId, ...(isGivenUp && { status: 'failed' as const }), ...(url && { url }) };
  }

  private async linkTo({ storage, status }: Source, key: string | null | undefined): Promise<string | undefined> {
    if (!key || status === 'deleted') return undefined;
    const name = `${storage} ${key}`;
    const known = this.known.get(name);
    if (known) return known;
    // Signing takes up to a millisecond, and a list may show eleven thousand addresses.
    await (this.turns = this.turns.then(nextTurn));
    const { url } = await this.stores.named(storage).url(key, { expiresInSeconds: URL_SECONDS });
    this.known.set(name, url);
    return url;
  }
}
