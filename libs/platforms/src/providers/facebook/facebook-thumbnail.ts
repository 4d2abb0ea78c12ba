import { z } from 'zod';
import type { MetaGraphService } from '../../meta/meta-graph.service';
import { formField, multipartBody } from '../../multipart-body';
import type { FollowUp, PostCover } from '../../video-publisher';

const UPLOAD_TIMEOUT_MS = 120_000;
const Success = z.object({ success: z.literal(true) });

/** The picture that a reel or a video shows before it plays (developers.facebook.com, "Video Thumbnails"). */
export const thumbnailOf = (graph: MetaGraphService, cover: PostCover): FollowUp => ({
  name: 'thumbnail',
  isRepeatable: true,
  run: async ({ accessToken }, postId, { signal }) => {
    const stream = await cover.open({ start: 0, end: cover.size - 1 });
    const body = multipartBody('form-data', [
      formField('is_preferred', 'true'),
      {
        headers: {
          'content-disposition': 'form-data; name="source"; filename="cover.jpg"',
          'content-type': cover.contentType,
        },
        content: { stream, length: cover.size },
      },
    ]);
    const call = { timeoutMs: UPLOAD_TIMEOUT_MS, signal };
    await graph.write(Success, `/${encodeURIComponent(postId)}/thumbnails`, body, accessToken, call);
  },
});
