import { z } from 'zod';

const phase = z.object({ status: z.string().optional() });

/** A reel or a video of a Page, in any state. */
export const pageVideo = z.object({
  published: z.boolean().default(false),
  post_id: z.string().optional(),
  permalink_url: z.string().optional(),
  status: z.object({
    video_status: z.string(),
    uploading_phase: phase
      // Facebook writes one counter in two ways.
      .extend({ bytes_transfered: z.number().optional(), bytes_transferred: z.number().optional() })
      .optional(),
    processing_phase: phase.extend({ error: z.object({ code: z.number().optional() }).optional() }).optional(),
    publishing_phase: phase.extend({ publish_status: z.string().optional() }).optional(),
  }),
});

export type PageVideo = z.infer<typeof pageVideo>;

export const isUploading = ({ status }: PageVideo): boolean => status.video_status === 'uploading';

export function storedBytesOf({ status: { uploading_phase: uploading } }: PageVideo): number {
  return uploading?.bytes_transferred ?? uploading?.bytes_transfered ?? 0;
}

/** Whether Facebook accepted the call that publishes, whatever the state of the video. */
export function isPublished({ published, status: { publishing_phase: publishing } }: PageVideo): boolean {
  const isStarted = publishing?.status !== undefined && publishing.status !== 'not_started';
  return published || isStarted || publishing?.publish_status !== undefined;
}
