import { useState } from 'react';
import type { Job } from './job-queries';

/** A still of the result: the poster if the edit requests one, otherwise the first frame. */
export function Frame({ job }: { job: Job }) {
  // Each answer has newly signed addresses; the first one stays good for a day and is already loaded.
  const [shown, setShown] = useState(job.result);
  if (job.result && !shown) setShown(job.result);
  const picture = shown?.thumbnail_url ?? shown?.poster_url;
  const look = 'h-20 w-32 shrink-0 rounded-lg bg-sunken object-contain';
  if (picture) return <img src={picture} alt="" loading="lazy" className={look} />;
  if (shown && isVideo(shown.video_url))
    return (
      <video
        src={`${shown.video_url}#t=0.5`}
        preload="metadata"
        muted
        playsInline
        aria-hidden
        tabIndex={-1}
        className={look}
      />
    );
  if (shown) return <img src={shown.video_url} alt="" loading="lazy" className={look} />;
  return <div aria-hidden className={look} />;
}

/** Renders may also be pictures and sound. */
export const isVideo = (address: string): boolean => /\.(mp4|webm|mov)$/i.test(new URL(address).pathname);
export const isSound = (address: string): boolean => /\.(mp3|wav|m4a|aac)$/i.test(new URL(address).pathname);
