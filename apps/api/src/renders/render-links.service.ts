import type { Render } from '@app/render-proxy';
import { ObjectStores } from '@app/storage';
import { Injectable } from '@nestjs/common';

const URL_SECONDS = 24 * 3_600;

export interface FileLinks {
  video: string;
  poster: string | null;
  thumbnail: string | null;
  /** When these addresses expire; null: never. */
  expiresAt: Date | null;
}

/** Addresses of a render's results: in our storage, or the provider's copy until ours is complete. */
@Injectable()
export class RenderLinksService {
  constructor(private readonly stores: ObjectStores) {}

  /** Undefined when there is no video: not yet, never, or no longer. */
  async links(render: Render): Promise<FileLinks | undefined> {
    if (render.erasedAt || (render.expiresAt && render.expiresAt.getTime() <= Date.now())) return undefined;
    if (render.status === 'completed') return this.ownLinks(render);
    const { providerOutput: copy, status } = render;
    if (status !== 'transferring' || !copy) return undefined;
    return { video: copy.video, poster: copy.poster ?? null, thumbnail: copy.thumbnail ?? null, expiresAt: null };
  }

  private async ownLinks({ storage, objectKey, posterKey, thumbnailKey }: Render): Promise<FileLinks> {
    const store = this.stores.named(storage);
    const link = (key: string) => store.url(key, { expiresInSeconds: URL_SECONDS });
    const [video, poster, thumbnail] = await Promise.all([
      link(objectKey),
      posterKey && link(posterKey),
      thumbnailKey && link(thumbnailKey),
    ]);
    return {
      video: video.url,
      poster: poster ? poster.url : null,
      thumbnail: thumbnail ? thumbnail.url : null,
      expiresAt: video.expiresAt,
    };
  }
}
