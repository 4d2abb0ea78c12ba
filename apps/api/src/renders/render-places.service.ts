import type { NewRender } from '@app/render-proxy';
import { ObjectStores, renderObjectKey, type StorageConfig, storageConfig } from '@app/storage';
import { Inject, Injectable } from '@nestjs/common';

/** Where the result of a new render will lie. */
@Injectable()
export class RenderPlacesService {
  constructor(
    private readonly stores: ObjectStores,
    @Inject(storageConfig.KEY) private readonly config: StorageConfig,
  ) {}

  of(render: { userId: string; jobId: string; extension: string }): Pick<NewRender, 'storage' | 'objectKey'> {
    return {
      storage: this.stores.renders.name,
      objectKey: renderObjectKey({ prefix: this.config.GCS_PATH_PREFIX, createdAt: new Date(), ...render }),
    };
  }
}
