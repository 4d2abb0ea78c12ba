import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import type { MetaGraphService } from '../../meta/meta-graph.service';
import { type PostFigures, PostMetricsReader } from '../../post-metrics-reader';
import { readContainerId } from './instagram-media';

const NAMES = ['views', 'likes', 'comments', 'shares'] as const;
const Insights = z.object({
  data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.number().nonnegative() })) })),
});

/** Insights of the Instagram Graph API (developers.facebook.com, "Instagram Media Insights"). */
export class InstagramMetricsReader extends PostMetricsReader {
  readonly mostIds = 1;

  constructor(private readonly graph: MetaGraphService) {
    super();
  }

  override hasFigures(postId: string): boolean {
    return readContainerId(postId) === undefined;
  }

  async read({ accessToken }: AccountAccess, [id = '']: readonly string[]): Promise<ReadonlyMap<string, PostFigures>> {
    const path = `/${encodeURIComponent(id)}/insights`;
    const found = await this.graph.readIfShown(Insights, path, { metric: NAMES.join(',') }, accessToken);
    return new Map(found ? [[id, figuresOf(found.data)]] : []);
  }
}

function figuresOf(data: z.infer<typeof Insights>['data']): PostFigures {
  const valueOf = (name: string) => data.find((metric) => metric.name === name)?.values[0]?.value ?? null;
  return {
    views: valueOf('views'),
    likes: valueOf('likes'),
    comments: valueOf('comments'),
    shares: valueOf('shares'),
  };
}
