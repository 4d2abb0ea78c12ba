import { notFound, type Owner } from '@app/core';
import { type Rendition, type Source, SourcesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import type { AssetData, SourceData } from './json-api.response';

const URL_SECONDS = 86_400;

/** Fetched and uploaded files as the API shows them. Files of other accounts do not exist for the caller. */
@Injectable()
export class SourceReaderService {
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
    return Promise.all((await this.sources.list(owner)).map((source) => this.describe(source)));
  }

  async describe(source: Source): Promise<SourceData> {
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
    return (await this.stores.named(storage).url(key, { expiresInSeconds: URL_SECONDS })).url;
  }
}
