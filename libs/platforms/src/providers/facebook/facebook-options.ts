import { z } from 'zod';

/** Options that only posts on Facebook have. */
export const facebookOptions = z.strictObject({
  surface: z
    .enum(['reel', 'video'])
    .optional()
    .describe('The kind of post; by default a reel for 9:16 and 3 to 90 seconds, otherwise a video.'),
  first_comment: z.string().min(1).max(8_000).optional().describe('A comment of the Page on the video.'),
});

export type FacebookSurface = NonNullable<z.infer<typeof facebookOptions>['surface']>;
