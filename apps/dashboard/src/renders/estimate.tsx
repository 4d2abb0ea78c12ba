import { ProblemNotice } from '../ui/problem-notice';
import { duration } from '../ui/time';
import type { EditCheck } from './edit-check';

interface EstimateProps {
  check: EditCheck;
  /** Tokens of the workspace; undefined when the person may not see them. */
  available: number | undefined;
}

/** What the edit would cost now. Its box keeps its size while the figures change. */
export function Estimate({ check: { estimate, faults, problem, isChecking }, available }: EstimateProps) {
  return (
    <section aria-label="Estimate" aria-busy={isChecking} className="rounded-xl border border-line bg-card p-4 text-sm">
      <dl className="grid min-h-16 grid-cols-2 gap-3">
        <div>
          <dt className="text-soft">Length</dt>
          <dd className="text-lg font-semibold">{estimate ? duration(estimate.duration_seconds) : '–'}</dd>
        </div>
        <div>
          <dt className="text-soft">Cost{available === undefined ? '' : ` (you have ${available})`}</dt>
          <dd className="text-lg font-semibold">{estimate ? `${estimate.estimated_tokens} tokens` : '–'}</dd>
        </div>
      </dl>
      <p className="mt-2 min-h-5 text-soft">
        {isChecking
          ? 'Checking …'
          : faults.length > 0
            ? 'Correct the faults to see the cost.'
            : estimate && !estimate.exact
              ? 'Each clip of a source of unknown length counts as 60 s.'
              : ''}
      </p>
      {estimate?.warnings.map(({ path, message }) => (
        <p key={path} className="mt-2 break-words">
          <code>{path}</code> {message}
        </p>
      ))}
      <ProblemNotice thrown={problem} />
    </section>
  );
}
