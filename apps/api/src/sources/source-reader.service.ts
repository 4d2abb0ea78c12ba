import { notFound, type Owner } from '@app/core';
import { type IngestSource, IngestSourcesRepository, type Rendition } from '@app/render-proxy';
import { ObjectStores, type StorageName } from '@app/storage';
import { Injectable } from '@nestjs/common';
import type { AssetData, SourceData } from './json-api.response';

const URL_SECONDS = 86_400;

/** Fetched and uploaded files as the API shows them. Other people's do not exist. */
@Injectable()
export class SourceReader {
  constructor(
    private readonly sources: IngestSourcesRepository,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<IngestSource> {
    const source = await this.sources.find(owner, id);
    if (!source) throw notFound();
    return source;
  }

  async list(owner: Owner): Promise<SourceData[]> {
    return Promise.all((await this.sources.list(owner)).map((source) => this.describe(source)));
  }

  async describe(source: IngestSource): Promise<SourceData> {
    const { id, status, inputUrl, error, createdAt, updatedAt } = source;
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
  async describeTransfer(source: IngestSource): Promise<AssetData> {
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
        created: source.createdAt.toISOString(),
        updated: source.updatedAt.toISOString(),
      },
    };
  }

  private async describeRendition(source: IngestSource, { objectKey, ...rendition }: Rendition) {
    const url = await this.linkTo(source, objectKey);
    const isGivenUp = source.finishedAt !== null && rendition.status !== 'ready';
    return { ...rendition, owner: source.userId, ...(isGivenUp && { status: 'failed' as const }), ...(url && { url }) };
  }

  private async linkTo({ storage, status }: IngestSource, key: string | null | undefined): Promise<string | undefined> {
    if (!key || status === 'deleted') return undefined;
    return (await this.stores.named(storage as StorageName).url(key, { expiresInSeconds: URL_SECONDS })).url;
  }
}
