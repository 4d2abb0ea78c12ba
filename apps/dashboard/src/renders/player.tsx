import { useState } from 'react';
import { isSound, isVideo } from './frame';
import type { Job } from './job-queries';

/** The result, in a box of constant size. */
export function Player({ job }: { job: Job }) {
  // A newly signed address would start the video again.
  const [shown, setShown] = useState(job.result);
  if (job.result && !shown) setShown(job.result);
  return (
    <div className="flex aspect-video items-center justify-center overflow-hidden rounded-xl border border-line bg-sunken">
      {shown ? (
        <Media address={shown.video_url} poster={shown.poster_url} />
      ) : job.status === 'failed' || job.status === 'cancelled' ? (
        <p className="text-soft">There is no video.</p>
      ) : (
        <div className="w-2/3 text-center">
          <progress className="h-3 w-full" value={job.progress} max={1} aria-label="Progress of the render" />
          <p className="mt-2 text-sm text-soft">The video appears here when it is ready.</p>
        </div>
      )}
    </div>
  );
}

function Media({ address, poster }: { address: string; poster: string | null }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken)
    return (
      <p className="p-4 text-center text-soft">
        Your browser cannot show this file. <a href={address}>Open the file</a> instead.
      </p>
    );
  const fail = () => setBroken(true);
  // Renders have no caption files; their captions are in the picture.
  if (isVideo(address))
    return (
      <video src={address} poster={poster ?? undefined} controls playsInline onError={fail} className="h-full w-full">
        <track kind="captions" />
      </video>
    );
  if (isSound(address))
    return (
      <audio src={address} controls onError={fail} className="w-2/3">
        <track kind="captions" />
      </audio>
    );
  return <img src={address} alt="The result" onError={fail} className="h-full w-full object-contain" />;
}
