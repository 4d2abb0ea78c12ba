import { type CoreConfig, coreConfig } from '@app/core';
import type { Render, RenderOrder, RenderProvider } from '@app/render-proxy';
import { ObjectStores, type StorageName } from '@app/storage';
import { Inject, Injectable } from '@nestjs/common';

/** Puts together what a provider is asked for. */
@Injectable()
export class RenderRequestBuilder {
  constructor(
    private readonly stores: ObjectStores,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** @throws invalid_edit */
  of(render: Render, provider: RenderProvider): RenderOrder {
    const own = { renderId: render.id, edit: provider.validate(render.request), maxSeconds: render.heldSeconds };
    if (provider.startIsRepeatable) return own;
    const bucket = this.bucketOf(render);
    return {
      ...own,
      callbackUrl: `${this.config.BASE_URL}/api/v1/webhook/${render.callbackToken}`,
      ...(bucket && { bucket }),
    };
  }

  /** Where a remote provider may put its result by itself: exactly where ours will lie. */
  bucketOf({ storage, objectKey }: Pick<Render, 'storage' | 'objectKey'>): RenderOrder['bucket'] {
    const { googleBucket: bucket } = this.stores.named(storage as StorageName);
    const [, prefix, filename] = /^(.*)\/([^/]+)\.[^./]+$/.exec(objectKey) ?? [];
    if (bucket === undefined || prefix === undefined || filename === undefined) return undefined;
    return { provider: 'google-cloud-storage', bucket, prefix, filename };
  }
}
