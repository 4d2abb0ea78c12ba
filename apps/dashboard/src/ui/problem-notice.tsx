import { type Problem, problemOf } from '../api/problem';

interface ProblemNoticeProps {
  /** Anything that was thrown; nothing shows nothing. */
  thrown: unknown;
  /** Offers to try again. */
  onRetry?: () => void;
  /** Lists faults that no field shows. */
  withFaults?: boolean;
}

/** What went wrong, what to do about it, and the number to give to support. */
export function ProblemNotice({ thrown, onRetry, withFaults = false }: ProblemNoticeProps) {
  if (!thrown) return null;
  const problem: Problem = problemOf(thrown);
  return (
    <div role="alert" className="rounded-lg border border-bad bg-bad-soft p-4 text-sm text-ink">
      <p className="font-semibold text-bad">{problem.title}</p>
      {problem.message !== problem.title && <p className="mt-1 break-words">{problem.message}</p>}
      {problem.help && <p className="mt-1">{problem.help}</p>}
      {withFaults && problem.faults.length > 0 && (
        <ul className="mt-2 list-disc pl-5">
          {problem.faults.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>
              {!message.startsWith(path) && <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId && (
        <p className="mt-2 text-soft">
          Request <code className="break-all">{problem.requestId}</code>
        </p>
      )}
      {onRetry && (
        <button type="button" onClick={onRetry} className="mt-2 min-h-8 font-medium text-accent underline">
          Try again
        </button>
      )}
    </div>
  );
}
