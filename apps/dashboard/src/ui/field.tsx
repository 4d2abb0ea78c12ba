import { type InputHTMLAttributes, useId } from 'react';
import { problemOf } from '../api/problem';
import { FieldFaults } from './field-faults';
import { Labelled } from './labelled';

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Help below the field. */
  note?: string;
  /** What the last attempt has thrown; its faults appear at the field that they name. */
  problem?: unknown;
  name: string;
}

/** A labelled input with the faults that the server found in it. */
export function Field({ label, note, problem, name, ...rest }: FieldProps) {
  const id = useId();
  const faults = problem ? problemOf(problem).faults.filter(({ path }) => path === name) : [];
  const described = [faults.length > 0 && `${id}-faults`, note && `${id}-note`].filter(Boolean).join(' ');
  return (
    <Labelled id={id} label={label} note={note}>
      <input
        id={id}
        name={name}
        aria-describedby={described || undefined}
        aria-invalid={faults.length > 0 || undefined}
        className="min-h-10 rounded-lg border border-field bg-card px-3 py-2 text-base aria-invalid:border-bad"
        {...rest}
      />
      <FieldFaults id={`${id}-faults`} faults={faults} />
    </Labelled>
  );
}

/** The fields of a submitted form by name, without empty ones. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
