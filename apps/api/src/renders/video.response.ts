import type { Render } from '@app/render-proxy';
import type { Seconds, Url, Uuid } from '../http/field-types';
import type { FileLinks } from './render-links.service';

export class VideoResponse {
  /** Always true. */
  success: boolean;

  /**
   * State of the video, for people.
   * @example "The video is ready."
   */
  message: string;

  /** Signed address of the result. */
  video_url: Url;

  /** Signed address of the poster image; null if the edit requests none. */
  poster_url: Url | null;

  /** Signed address of the thumbnail image; null if the edit requests none. */
  thumbnail_url: Url | null;

  /** Id for GET /api/v1/render/{render_id}. */
  render_id: Uuid;

  /** `in_progress`: the address is the render provider's own copy until ours is complete. */
  transfer_status: 'pending' | 'in_progress' | 'completed' | 'failed';

  /** Length of the result in seconds. */
  duration_seconds: Seconds | null;

  /** When the video is deleted; null if it is kept. */
  expires_at: Date | null;

  static of({ id, status, seconds, expiresAt }: Render, { video, poster, thumbnail }: FileLinks): VideoResponse {
    const isStored = status === 'completed';
    return {
      success: true,
      message: isStored ? 'The video is ready.' : 'The video is ready and on its way to our storage.',
      video_url: video,
      poster_url: poster,
      thumbnail_url: thumbnail,
      render_id: id,
      transfer_status: isStored ? 'completed' : 'in_progress',
      duration_seconds: seconds,
      expires_at: expiresAt,
    };
  }
}
