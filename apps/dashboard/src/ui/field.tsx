import { type InputHTMLAttributes, useId } from 'react';
import { problemOf } from '../api/problem';

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
  const described = [note && `${id}-note`, faults.length > 0 && `${id}-faults`].filter(Boolean).join(' ');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        name={name}
        aria-describedby={described || undefined}
        aria-invalid={faults.length > 0 || undefined}
        className="min-h-10 rounded-lg border border-field bg-card px-3 py-2 text-base aria-invalid:border-bad"
        {...rest}
      />
      {note && (
        <p id={`${id}-note`} className="text-sm text-soft">
          {note}
        </p>
      )}
      {faults.length > 0 && (
        <ul id={`${id}-faults`} className="text-sm text-bad">
          {faults.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** The fields of a submitted form by name, without empty ones. */
export function valuesOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)].filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
