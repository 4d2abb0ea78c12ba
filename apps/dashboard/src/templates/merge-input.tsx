import { useId } from 'react';
import type { Fault } from '../api/problem';
import type { Field } from './merge-fields';

interface MergeInputProps {
  field: Field;
  value: string;
  faults: readonly Fault[];
  onChange: (value: string) => void;
}

const LONG = 60;

/** A labelled field of a template in the kind of its default, with the faults that its value causes. */
export function MergeInput({ field: { name, kind, initial }, value, faults, onChange }: MergeInputProps) {
  const id = useId();
  const isLong = kind === 'json' || /\n/.test(initial) || initial.length > LONG;
  const Tag = kind === 'boolean' ? 'select' : isLong ? 'textarea' : 'input';
  const default_ = initial === '' ? 'The template has no default.' : `Default: ${initial}`;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium break-words">
        {name}
      </label>
      <Tag
        id={id}
        value={value}
        onChange={({ target }: { target: { value: string } }) => onChange(target.value)}
        aria-describedby={`${id}-note ${id}-faults`}
        aria-invalid={faults.length > 0}
        className={`min-h-10 w-full rounded-lg border border-field bg-card px-3 py-2 text-base aria-invalid:border-bad ${kind === 'json' ? 'font-mono' : ''}`}
        {...(Tag === 'textarea' && { rows: 4 })}
        {...(kind === 'number' && { type: 'number', step: 'any', required: true })}
      >
        {kind === 'boolean'
          ? ['true', 'false'].map((each) => (
              <option key={each} value={each}>
                {each === 'true' ? 'Yes' : 'No'}
              </option>
            ))
          : undefined}
      </Tag>
      <p id={`${id}-note`} className="truncate text-sm text-soft">
        {default_}
      </p>
      <ul id={`${id}-faults`} className="text-sm text-bad" aria-live="polite">
        {faults.map(({ path, code, message }) => (
          <li key={`${path} ${code}`}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
