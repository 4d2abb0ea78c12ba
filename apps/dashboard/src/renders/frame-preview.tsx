import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../api/client';
import { Picture } from '../ui/picture';
import { ProblemNotice } from '../ui/problem-notice';
import { Range } from '../ui/range';
import { duration } from '../ui/time';
import { useSettled } from '../ui/use-settled';
import { type EditCheck, parseEdit } from './edit-check';

/** After the last movement of the slider, or the last change of the edit. */
const PAUSE_MS = 300;

interface FramePreviewProps {
  text: string;
  check: EditCheck;
}

/** A frame of the edit from the engine that renders it, at any moment. The last one stays until the next is drawn. */
export function FramePreview({ text, check: { estimate, isChecking } }: FramePreviewProps) {
  const [seconds, setSeconds] = useState(0);
  // While a changed edit is estimated, the slider keeps its scale.
  const [length, setLength] = useState<number>();
  if (estimate && estimate.duration_seconds !== length) setLength(estimate.duration_seconds);
  const wanted = { text: useSettled(text, PAUSE_MS), seconds: useSettled(seconds, PAUSE_MS) };
  const parsed = parseEdit(wanted.text);
  const frame = useQuery({
    queryKey: ['frame', wanted],
    enabled: 'edit' in parsed && estimate !== undefined && !isChecking,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: keepPreviousData,
    retry: false,
    queryFn: () => {
      if ('fault' in parsed) throw new Error(parsed.fault.message);
      const params = { query: { seconds: wanted.seconds } };
      return answerOf<Blob>(api.POST('/api/v1/preview', { params, body: parsed.edit, parseAs: 'blob' }));
    },
  });
  return (
    <section aria-label="Preview">
      <div
        className="aspect-video overflow-hidden rounded-xl border border-line bg-sunken"
        aria-busy={frame.isFetching}
      >
        {frame.data && <Picture data={frame.data} alt={`The edit at ${duration(wanted.seconds)}`} />}
      </div>
      <Range label={`Moment: ${duration(seconds)}`} min={0} max={length ?? 1} value={seconds} onChange={setSeconds} />
      <ProblemNotice thrown={frame.error} />
    </section>
  );
}
