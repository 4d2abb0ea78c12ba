import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { PlatformClient } from '../../platform-client';
import { type PostFigures, PostMetricsReader } from '../../post-metrics-reader';
import { readTiktokFailure } from './tiktok-failures';

const count = z.number().nonnegative().nullish();
const Videos = z.object({
  data: z.object({
    videos: z
      .array(
        z.object({ id: z.string(), view_count: count, like_count: count, comment_count: count, share_count: count }),
      )
      .default([]),
  }),
});

/** The Display API of TikTok (developers.tiktok.com, "Query Videos"). Only public posts have figures. */
export class TiktokMetricsReader extends PostMetricsReader {
  readonly mostIds = 20;
  private readonly client = new PlatformClient('TikTok', readTiktokFailure);

  /** @param url address of the API */
  constructor(private readonly url: string) {
    super();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  /** A `publish_id` is not the id of a video. */
  override hasFigures(postId: string): boolean {
    return /^\d+$/.test(postId);
  }

  async read({ accessToken }: AccountAccess, ids: readonly string[]): Promise<ReadonlyMap<string, PostFigures>> {
    const fields = 'id,view_count,like_count,comment_count,share_count';
    const { data } = await this.client.call(Videos, `${this.url}/v2/video/query/?fields=${fields}`, {
      method: 'POST',
      body: { filters: { video_ids: ids } },
      credentials: { authorization: `Bearer ${accessToken}` },
    });
    return new Map(
      data.videos.map((video) => [
        video.id,
        {
          views: video.view_count ?? null,
          likes: video.like_count ?? null,
          comments: video.comment_count ?? null,
          shares: video.share_count ?? null,
        },
      ]),
    );
  }
}
