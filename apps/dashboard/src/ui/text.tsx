import { useId } from 'react';
import type { Fault } from '../api/problem';
import { FieldFaults } from './field-faults';
import { Labelled } from './labelled';

export interface TextProps {
  label: string;
  value: string;
  /** Number of characters. */
  most: number;
  rows?: number;
  /** Id of an element that says more about the field. */
  describedBy?: string;
  /** What the server found wrong with the text. */
  faults?: readonly Fault[];
  onChange: (text: string) => void;
}

/** A labelled text of one line, or of several. */
export function Text({ label, value, most, rows, describedBy, faults = [], onChange }: TextProps) {
  const id = useId();
  const Tag = rows ? 'textarea' : 'input';
  const described = [faults.length > 0 && `${id}-faults`, describedBy].filter(Boolean).join(' ');
  return (
    <Labelled id={id} label={label}>
      <Tag
        id={id}
        value={value}
        maxLength={most}
        onChange={({ target }: { target: { value: string } }) => onChange(target.value)}
        aria-describedby={described || undefined}
        aria-invalid={faults.length > 0 || undefined}
        className="min-h-10 rounded-lg border border-field bg-card px-3 py-2 text-base aria-invalid:border-bad"
        {...(rows && { rows })}
      />
      <FieldFaults id={`${id}-faults`} faults={faults} />
    </Labelled>
  );
}
