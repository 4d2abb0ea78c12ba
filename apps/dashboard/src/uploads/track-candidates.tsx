import { useMutation, useQueryClient } from '@tanstack/react-query';
import { May } from '../account/may';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import { type Alignment, candidateChoice } from './track-choice';
import { renewUpload, retryUpload } from './upload-queries';

const CONFIDENCE: Readonly<Record<Alignment['confidence'], string>> = {
  exact: 'Certain',
  high: 'Very likely',
  medium: 'Likely',
  low: 'Uncertain',
};

interface TrackCandidatesProps {
  id: string;
  alignment: Alignment;
  /** Shows the overlay with the track moved by so many seconds. */
  onShift: (seconds: number) => void;
  /** Whether the files can be made again now. */
  canRepeat: boolean;
}

/** The possible positions of the video on the track, with the reason for each. */
export function TrackCandidates({ id, alignment, onShift, canRepeat }: TrackCandidatesProps) {
  const queries = useQueryClient();
  const use = useMutation({
    mutationFn: (candidate: string) => retryUpload(id, candidateChoice(candidate)),
    onSuccess: () => onShift(0),
    onSettled: () => renewUpload(queries, id),
  });
  const { candidates, offset_seconds: current } = alignment;
  if (candidates.length === 0) return null;
  return (
    <section aria-label="Possible positions" className="mt-3">
      <h3 className="mb-2 font-medium">Possible positions</h3>
      <ProblemNotice thrown={use.error} />
      <ul className="flex flex-col gap-2">
        {candidates.map(({ id: candidate, confidence, reason, offset_seconds: offset, overlap }) => (
          <li
            key={candidate}
            className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-line bg-card p-3 text-sm"
          >
            <p className="min-w-0 flex-1 basis-60">
              <span className="font-medium">{CONFIDENCE[confidence]}.</span> {reason}
              <span className="block text-soft">
                The video begins at {Number(offset.toFixed(1))} s of the track; {Math.round(overlap * 100)} % of it has
                data.
              </span>
            </p>
            <div className="flex gap-2">
              <Button onClick={() => onShift(Math.round((offset - current) * 10) / 10)}>Preview</Button>
              <May least="editor">
                <Button disabled={!canRepeat || use.isPending} onClick={() => use.mutate(candidate)}>
                  Use it
                </Button>
              </May>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
