import type { VideoPost } from './video-publisher';

/**
 * The moment of the video that is the cover, in milliseconds; undefined when there is none, or a picture instead.
 * @param chosen by the options of the post; takes precedence over the cover of the upload
 */
export function coverMs({ cover }: VideoPost, chosen: number | undefined): number | undefined {
  if (chosen !== undefined) return chosen;
  return cover?.seconds === undefined ? undefined : Math.round(cover.seconds * 1_000);
}
