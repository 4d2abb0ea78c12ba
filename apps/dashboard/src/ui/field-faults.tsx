import type { Fault } from '../api/problem';

interface FieldFaultsProps {
  /** By which the field names it in `aria-describedby`. */
  id: string;
  faults: readonly Fault[];
}

/** What the server found wrong with a field, below it. */
export function FieldFaults({ id, faults }: FieldFaultsProps) {
  if (faults.length === 0) return null;
  return (
    <ul id={id} className="text-sm text-bad">
      {faults.map(({ code, message }) => (
        <li key={code}>{message}</li>
      ))}
    </ul>
  );
}
