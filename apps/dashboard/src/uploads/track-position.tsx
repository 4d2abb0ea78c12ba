import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { May } from '../account/may';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { ProblemNotice } from '../ui/problem-notice';
import { Range } from '../ui/range';
import { type Alignment, positionChoice } from './track-choice';
import { renewUpload, retryUpload } from './upload-queries';

/** Seconds in both directions, of the slider and of the field beside it. */
const SLIDER_SHIFT = 30;
const MOST_SHIFT = 86_400;

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
    mutationFn: () => retryUpload(id, positionChoice(alignment, videoSeconds, shift)),
    onSuccess: () => onShift(0),
    onSettled: () => renewUpload(queries, id),
  });
  const isNew = shift !== 0 || alignment.needs_confirmation;
  return (
    <div className="mt-3 grid gap-4 sm:grid-cols-[1fr_auto]">
      <Range
        label={`Track against the video: ${shift > 0 ? '+' : ''}${shift} s`}
        min={-SLIDER_SHIFT}
        max={SLIDER_SHIFT}
        value={shift}
        onChange={onShift}
      />
      <div className="flex items-end gap-2">
        <div className="w-28">
          <ShiftField shift={shift} onShift={onShift} />
        </div>
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

/** For shifts that the slider does not reach. */
function ShiftField({ shift, onShift }: Pick<TrackPositionProps, 'shift' | 'onShift'>) {
  // What is being typed, such as a sign without digits, is not yet a number.
  const [typed, setTyped] = useState<string>();
  return (
    <Field
      label="Seconds"
      name="shift"
      type="number"
      min={-MOST_SHIFT}
      max={MOST_SHIFT}
      step={0.1}
      value={typed ?? shift}
      onChange={({ target }) => {
        setTyped(target.value);
        if (Math.abs(target.valueAsNumber) <= MOST_SHIFT) onShift(Math.round(target.valueAsNumber * 10) / 10);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
