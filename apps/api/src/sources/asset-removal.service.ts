import { notFound, type Owner } from '@app/core';
import { eraseRender, JobPublisherService } from '@app/jobs';
import { type RenderAsset, RenderAssetsRepository, SourcesRepository } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { SourcesService } from './sources.service';

/** Deletes stored files at their owner's request. */
@Injectable()
export class AssetRemovalService {
  constructor(
    private readonly files: RenderAssetsRepository,
    private readonly sources: SourcesRepository,
    private readonly ingest: SourcesService,
    private readonly stores: ObjectStores,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws not_found */
  async remove(owner: Owner, id: string): Promise<void> {
    const asset = isUUID(id) ? await this.files.find(owner, id) : undefined;
    if (asset) return this.removeFile(asset);
    const transfer = await this.sources.findTransfer(owner, id);
    if (!transfer) throw notFound();
    await this.ingest.delete(owner, transfer);
  }

  /** Deletes a poster alone, and a video with all files that belong to it. */
  private async removeFile(asset: RenderAsset): Promise<void> {
    if (asset.kind !== 'video') {
      await this.stores.named(asset.storage).delete(asset.objectKey);
      await this.files.detach(asset.renderId, asset.kind);
      return;
    }
    await this.publisher.publish(eraseRender, { renderId: asset.renderId });
    await this.files.detachAll(asset.renderId);
  }
}
