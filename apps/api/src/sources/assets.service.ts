import { notFound, type Owner } from '@app/core';
import { type RenderAsset, RenderAssetsRepository, RendersRepository, SourcesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import type { AssetData } from './json-api.response';
import { SourceReaderService } from './source-reader.service';

const URL_SECONDS = 86_400;

/**
 * Stored files as Shotstack's Serve API shows them: the results of renders, and transferred files. Files of other
 * accounts do not exist for the caller.
 */
@Injectable()
export class AssetsService {
  constructor(
    private readonly files: RenderAssetsRepository,
    private readonly renders: RendersRepository,
    private readonly sources: SourcesRepository,
    private readonly reader: SourceReaderService,
    private readonly stores: ObjectStores,
  ) {}

  /** @throws not_found when the render does not exist */
  async ofRender(owner: Owner, renderId: string): Promise<AssetData[]> {
    if (!(await this.renders.find(owner, renderId))) throw notFound();
    return Promise.all((await this.files.ofRender(owner, renderId)).map((asset) => this.describe(asset)));
  }

  /** @throws not_found */
  async find(owner: Owner, id: string): Promise<AssetData> {
    const asset = isUUID(id) ? await this.files.find(owner, id) : undefined;
    if (asset) return this.describe(asset);
    const transfer = await this.sources.findTransfer(owner, id);
    if (!transfer) throw notFound();
    return this.reader.describeTransfer(transfer);
  }

  private async describe({
    id,
    userId,
    renderId,
    objectKey,
    storage,
    createdAt,
    updatedAt,
  }: RenderAsset): Promise<AssetData> {
    const { url } = await this.stores.named(storage).url(objectKey, { expiresInSeconds: URL_SECONDS });
    return {
      type: 'asset',
      attributes: {
        id,
        owner: userId,
        renderId,
        providerId: id,
        filename: objectKey.split('/').at(-1),
        url,
        status: 'ready',
        created: createdAt.toISOString(),
        updated: updatedAt.toISOString(),
      },
    };
  }
}
