import { z } from 'zod';
import type { FollowUp } from '../video-publisher';
import type { MetaGraphService } from './meta-graph.service';

const Created = z.object({ id: z.string().min(1) });

/** A comment of the account on its own post. */
export const firstComment = (graph: MetaGraphService, message: string): FollowUp => ({
  name: 'first_comment',
  isRepeatable: false,
  run: async ({ accessToken }, postId, { signal }) => {
    const path = `/${encodeURIComponent(postId)}/comments`;
    await graph.write(Created, path, new URLSearchParams({ message }), accessToken, { signal, publishes: true });
  },
});
