import { lineOf, type TextRange } from './json-tree';
import type { LocatedFault } from './located-faults';

interface FaultListProps {
  faults: readonly LocatedFault[];
  text: string;
  /** Selects the range in the editor; without it the faults have no link. */
  onSelect?: (range: TextRange) => void;
}

/** Each fault, with a link to its line in the editor. */
export function FaultList({ faults, text, onSelect }: FaultListProps) {
  if (faults.length === 0) return null;
  return (
    <div className="rounded-xl border border-bad bg-card p-4 text-sm">
      <h2 className="font-semibold text-bad">{faults.length === 1 ? '1 fault' : `${faults.length} faults`}</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {faults.map(({ path, code, message, range }) => (
          <li key={`${path} ${code} ${message}`} className="break-words">
            {range && onSelect && (
              <button type="button" onClick={() => onSelect(range)} className="mr-2 font-medium text-accent underline">
                Line {lineOf(text, range.start)}
              </button>
            )}
            {path && <code>{path}</code>} {message}
          </li>
        ))}
      </ul>
    </div>
  );
}
