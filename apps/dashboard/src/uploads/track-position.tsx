import { useMutation, useQueryClient } from '@tanstack/react-query';
import { May } from '../account/may';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { Range } from '../ui/range';
import { renewUpload, retryUpload, type UploadDetails } from './upload-queries';

type Alignment = NonNullable<UploadDetails['telemetry']>['alignment'];

/** Seconds in both directions. */
const MOST_SHIFT = 30;

/** The moment of a moved track that belongs to a moment of the video, in seconds, to a millisecond. */
export const trackAt = ({ offset_seconds, rate }: Alignment, videoSeconds: number, shift: number): number =>
  Math.round((offset_seconds + rate * videoSeconds + shift) * 1_000) / 1_000;

interface TrackPositionProps {
  id: string;
  alignment: Alignment;
  videoSeconds: number;
  /** Seconds by which the preview moves the track. */
  shift: number;
  onShift: (seconds: number) => void;
  /** Whether the files can be made again now. */
  canRepeat: boolean;
}

/** Moves the track against the video, and makes the files again with it there. */
export const TrackPosition = (props: TrackPositionProps) => (
  <May least="editor">
    <Position {...props} />
  </May>
);

function Position({ id, alignment, videoSeconds, shift, onShift, canRepeat }: TrackPositionProps) {
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: () => {
      // One moment is enough unless the clocks run at different speeds.
      const moments = alignment.rate === 1 ? [0] : [0, videoSeconds];
      return retryUpload(id, {
        // An offset of the settings would be added to the moments.
        telemetry_offset_ms: 0,
        telemetry_sync: moments.map((moment) => ({
          video_seconds: moment,
          track_seconds: trackAt(alignment, moment, shift),
        })),
      });
    },
    onSuccess: () => onShift(0),
    onSettled: () => renewUpload(queries, id),
  });
  const isNew = shift !== 0 || alignment.needs_confirmation;
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-[2fr_1fr]">
      <Range
        label={`Track against the video: ${shift > 0 ? '+' : ''}${shift} s`}
        min={-MOST_SHIFT}
        max={MOST_SHIFT}
        value={shift}
        onChange={onShift}
      />
      <div className="self-end">
        <Button
          busy={use.isPending && 'Starting …'}
          disabled={!isNew || !canRepeat}
          aria-describedby={`${id}-repeat`}
          onClick={() => use.mutate()}
        >
          Use this position
        </Button>
      </div>
      <p id={`${id}-repeat`} className="text-sm text-soft sm:col-span-2">
        {alignment.reason}
        {alignment.needs_confirmation && ' The position is uncertain, so the video has no overlay yet.'}
        <br />
        {canRepeat
          ? 'With another position, the files are made again.'
          : 'The files can be made with another position as soon as the upload has ended.'}
      </p>
      <ProblemNotice thrown={use.error} />
    </div>
  );
}
