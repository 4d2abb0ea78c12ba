import { z } from 'zod';

/** Options that only posts on YouTube have. */
export const youtubeOptions = z.strictObject({
  category_id: z
    .string()
    .regex(/^\d{1,3}$/)
    .default('22')
    .describe("YouTube's id of a category; 22 is People & Blogs."),
  made_for_kids: z.boolean().default(false).describe('Whether the video is made for children, as the law defines it.'),
  notify_subscribers: z.boolean().default(true).describe('Whether subscribers are notified of the video.'),
  has_synthetic_media: z
    .boolean()
    .default(false)
    .describe('Whether realistic content of the video is altered or generated.'),
  playlist_id: z
    .string()
    .regex(/^[\w-]{1,100}$/)
    .optional()
    .describe('A playlist of the channel to which the video is added.'),
  subtitles: z
    .strictObject({
      language: z
        .string()
        .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/)
        .describe('BCP 47, such as `en` or `pt-BR`.'),
      text: z
        .string()
        .max(200_000)
        .regex(/^\uFEFF?(WEBVTT|\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} --> )/, 'must be a WebVTT or SRT file')
        .describe('The content of a WebVTT or SRT file.'),
    })
    .optional()
    .describe('Subtitles of the video.'),
  first_comment: z.string().min(1).max(10_000).optional().describe('A comment of the channel on the video.'),
});

export type YoutubeOptions = z.infer<typeof youtubeOptions>;
