import type { Fault } from '../api/problem';
import { jsonPlaces, lineOf, type Place, placeOf } from './json-places';

interface FaultListProps {
  faults: readonly Fault[];
  text: string;
  onSelect: (place: Place) => void;
}

/** Each fault with a link to its line in the editor. */
export function FaultList({ faults, text, onSelect }: FaultListProps) {
  if (faults.length === 0) return null;
  const places = jsonPlaces(text);
  return (
    <div className="rounded-xl border border-bad bg-card p-4 text-sm">
      <h2 className="font-semibold text-bad">{faults.length === 1 ? '1 fault' : `${faults.length} faults`}</h2>
      <ul className="mt-2 flex flex-col gap-2">
        {faults.map((fault) => {
          const place = fault.code === 'json' ? jsonFault(fault.message, text) : placeOf(fault.path, places);
          return (
            <li key={`${fault.path} ${fault.code} ${fault.message}`} className="break-words">
              {place && (
                <button
                  type="button"
                  onClick={() => onSelect(place)}
                  className="mr-2 font-medium text-accent underline"
                >
                  Line {lineOf(text, place.start)}
                </button>
              )}
              {fault.path && <code>{fault.path}</code>} {fault.message}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Browsers name the offset, or the line and column, of a fault in JSON. */
function jsonFault(message: string, text: string): Place | undefined {
  const [, offset] = /position (\d+)/.exec(message) ?? [];
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  if (offset !== undefined) return { start: Number(offset), end: Number(offset) + 1 };
  if (line === undefined)
    return /end of (JSON|data|input)/i.test(message) ? { start: text.length, end: text.length } : undefined;
  const before = text.split('\n').slice(0, Number(line) - 1);
  const start = before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1;
  return { start, end: start + 1 };
}
