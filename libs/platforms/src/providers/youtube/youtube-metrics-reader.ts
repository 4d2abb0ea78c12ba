import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import { PlatformClient } from '../../platform-client';
import { type PostFigures, PostMetricsReader } from '../../post-metrics-reader';
import { readYoutubeFailure } from './youtube-failures';

/** Counts are text, and missing where the channel hides them. */
const count = z.coerce.number().nonnegative().optional();
const Videos = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        statistics: z.object({ viewCount: count, likeCount: count, commentCount: count }).default({}),
      }),
    )
    .default([]),
});

/** Statistics of the YouTube Data API (developers.google.com, "Videos: list"). One unit of the quota for 50 videos. */
export class YoutubeMetricsReader extends PostMetricsReader {
  readonly mostIds = 50;
  private readonly client = new PlatformClient('YouTube', readYoutubeFailure);

  /** @param url address of the Data API */
  constructor(private readonly url: string) {
    super();
  }

  close(): Promise<void> {
    return this.client.close();
  }

  async read({ accessToken }: AccountAccess, ids: readonly string[]): Promise<ReadonlyMap<string, PostFigures>> {
    const query = new URLSearchParams({ part: 'statistics', id: ids.join(',') });
    const { items } = await this.client.call(Videos, `${this.url}/youtube/v3/videos?${query.toString()}`, {
      credentials: { authorization: `Bearer ${accessToken}` },
    });
    return new Map(
      items.map(({ id, statistics: { viewCount, likeCount, commentCount } }) => [
        id,
        // YouTube does not report how often a video was shared.
        { views: viewCount ?? null, likes: likeCount ?? null, comments: commentCount ?? null, shares: null },
      ]),
    );
  }
}
