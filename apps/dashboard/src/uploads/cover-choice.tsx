import { useEffect, useRef, useState } from 'react';
import { Button } from '../ui/button';
import { Range } from '../ui/range';
import { Select } from '../ui/select';
import { duration } from '../ui/time';
import type { Cover } from './composition';
import { DropZone } from './drop-zone';

const KINDS: Readonly<Record<Cover['kind'], string>> = {
  automatic: 'The sharpest of several frames',
  moment: 'A moment of the video',
  picture: 'A picture of your own',
};

/** Browsers do not say how many frames a second a file has. */
const FRAME_SECONDS = 1 / 30;

interface CoverChoiceProps {
  cover: Cover;
  video: File;
  onChange: (cover: Cover) => void;
}

/** What the platforms show before the video plays. */
export function CoverChoice({ cover, video, onChange }: CoverChoiceProps) {
  const choose = (kind: string) =>
    onChange(kind === 'moment' ? { kind, seconds: 0 } : { kind: kind === 'picture' ? kind : 'automatic' });
  return (
    <div className="flex flex-col gap-3">
      <Select label="Cover" value={cover.kind} choices={KINDS} onChange={choose} />
      {cover.kind === 'moment' && (
        <Moment
          key={`${video.name} ${video.lastModified}`}
          video={video}
          seconds={cover.seconds}
          onChange={(seconds) => onChange({ kind: 'moment', seconds: Math.round(seconds * 1_000) / 1_000 })}
        />
      )}
      {cover.kind === 'picture' && (
        <DropZone
          label="Picture"
          note="JPEG, PNG or WebP, at most 20 MB. It is cropped to the shape of each version."
          accept="image/jpeg,image/png,image/webp"
          file={cover.file}
          onFile={(file) => onChange({ kind: 'picture', file })}
          disabled={false}
        />
      )}
    </div>
  );
}

interface MomentProps {
  video: File;
  seconds: number;
  onChange: (seconds: number) => void;
}

/** Shows the frame in this browser, before anything is sent. */
function Moment({ video, seconds, onChange }: MomentProps) {
  const player = useRef<HTMLVideoElement>(null);
  const [length, setLength] = useState<number>();
  const [isUnreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const address = URL.createObjectURL(video);
    if (player.current) player.current.src = address;
    return () => URL.revokeObjectURL(address);
  }, [video]);
  useEffect(() => {
    if (player.current && length !== undefined) player.current.currentTime = seconds;
  }, [length, seconds]);
  // A person may choose a moment before the length is known.
  const within = (moment: number, end = length ?? Number.POSITIVE_INFINITY) => Math.min(end, Math.max(0, moment));
  const step = (by: number) => onChange(within(seconds + by));
  const know = (end: number) => {
    setLength(end);
    if (within(seconds, end) !== seconds) onChange(within(seconds, end));
  };
  if (isUnreadable)
    return <p className="text-sm text-bad">This browser cannot show the video. Choose another kind of cover.</p>;
  return (
    <div className="flex flex-col gap-2">
      <video
        ref={player}
        muted
        playsInline
        preload="auto"
        aria-label={`The video at ${duration(seconds)}`}
        onLoadedMetadata={({ currentTarget }) => know(currentTarget.duration)}
        onError={() => setUnreadable(true)}
        className="aspect-video w-full rounded-xl border border-line bg-sunken object-contain"
      />
      <Range
        label={`Moment of the cover: ${duration(seconds)}`}
        min={0}
        max={length ?? seconds}
        value={seconds}
        onChange={onChange}
      />
      <div className="flex gap-2">
        <Button onClick={() => step(-FRAME_SECONDS)}>Previous frame</Button>
        <Button onClick={() => step(FRAME_SECONDS)}>Next frame</Button>
      </div>
    </div>
  );
}
