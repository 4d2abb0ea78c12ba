import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import type { MetaGraphService } from '../../meta/meta-graph.service';
import { type PostFigures, PostMetricsReader } from '../../post-metrics-reader';

const total = z.object({ summary: z.object({ total_count: z.number().nonnegative() }) }).optional();
const Video = z.object({ views: z.number().nonnegative().optional(), likes: total, comments: total });

/** Figures of the videos of a Page (developers.facebook.com, "Video"). It does not report how often one was shared. */
export class FacebookMetricsReader extends PostMetricsReader {
  readonly mostIds = 1;

  constructor(private readonly graph: MetaGraphService) {
    super();
  }

  async read({ accessToken }: AccountAccess, [id = '']: readonly string[]): Promise<ReadonlyMap<string, PostFigures>> {
    const fields = 'views,likes.limit(0).summary(true),comments.limit(0).summary(true)';
    const video = await this.graph.readIfShown(Video, `/${encodeURIComponent(id)}`, { fields }, accessToken);
    return new Map(video ? [[id, figuresOf(video)]] : []);
  }
}

function figuresOf({ views, likes, comments }: z.infer<typeof Video>): PostFigures {
  const [liked, commented] = [likes?.summary.total_count, comments?.summary.total_count];
  return { views: views ?? null, likes: liked ?? null, comments: commented ?? null, shares: null };
}
