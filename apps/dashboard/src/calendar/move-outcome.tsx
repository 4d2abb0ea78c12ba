import { problemOf } from '../api/problem';
import { Button } from '../ui/button';
import { ProblemNotice } from '../ui/problem-notice';
import type { Move, Post, useMovePost } from './calendar-queries';
import { timeIn } from './texts';

interface MoveOutcomeProps {
  move: ReturnType<typeof useMovePost>['move'];
  /** What the last failed move has thrown. */
  error: unknown;
  zone: string;
}

/** Why a move failed, and the result of the last one, with a button that undoes it. */
export function MoveOutcome({ move, error, zone }: MoveOutcomeProps) {
  const isOutdated = error !== undefined && problemOf(error).code === 'publication_changed';
  return (
    <>
      {isOutdated ? <ChangedElsewhere /> : <ProblemNotice thrown={error} withFaults />}
      <Moved move={move} zone={zone} />
    </>
  );
}

function Moved({ move: { data, variables, isSuccess, mutate, reset }, zone }: Omit<MoveOutcomeProps, 'error'>) {
  if (!isSuccess || !variables) return <output className="sr-only" />;
  const { post } = variables;
  const { publish_at: at, approval } = data;
  return (
    <output className="fixed inset-x-4 bottom-4 z-10 mx-auto flex max-w-xl flex-wrap items-center justify-end gap-2 rounded-lg border border-good bg-good-soft px-4 py-2 text-sm shadow-xl">
      <span className="mr-auto">
        “{post.title}” {at ? `is planned for ${timeIn(at, zone)}.` : 'is published as soon as it is ready.'}
        {approval === 'required' && ' It has to be approved first.'}
      </span>
      {at && <Button onClick={() => mutate(wayBack(variables, data, at))}>Undo</Button>}
      <Button onClick={reset}>Close</Button>
    </output>
  );
}

/** The answer has the revision with which the post can be moved back. */
const wayBack = ({ post, zone }: Move, answer: Partial<Post>, at: string): Move => ({
  post: { ...post, ...answer, at },
  at: post.at,
  zone: post.timezone ?? zone,
});

function ChangedElsewhere() {
  return (
    <div role="alert" className="mb-4 rounded-lg border border-bad bg-bad-soft p-4 text-sm">
      <p className="font-semibold text-bad">The post was changed elsewhere</p>
      <p className="mt-1">The calendar shows it as it is now. Move it again if you still want to.</p>
    </div>
  );
}
