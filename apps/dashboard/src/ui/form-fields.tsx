import { useId } from 'react';
import { Labelled } from './labelled';

interface TickProps {
  label: string;
  name: string;
  /** Differs where several boxes share a name. */
  value?: string;
  defaultChecked?: boolean;
}

/** A labelled checkbox as a field of a form. */
export function Tick({ label, ...input }: TickProps) {
  return (
    <label className="flex min-h-8 items-center gap-2 text-sm">
      <input type="checkbox" {...input} className="size-4 shrink-0 accent-accent" />
      <span className="min-w-0 break-words">{label}</span>
    </label>
  );
}

/** Checkboxes that share a name, under a title. */
export function Ticks({
  title,
  name,
  choices,
  chosen,
}: {
  title: string;
  name: string;
  choices: Readonly<Record<string, string>>;
  chosen: readonly string[];
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium">{title}</legend>
      <div className="grid gap-x-6 sm:grid-cols-2">
        {Object.entries(choices).map(([value, label]) => (
          <Tick key={value} name={name} value={value} label={label} defaultChecked={chosen.includes(value)} />
        ))}
      </div>
    </fieldset>
  );
}

interface TextAreaProps {
  label: string;
  name: string;
  defaultValue?: string;
  /** Help below the field. */
  note?: string;
  rows?: number;
  maxLength?: number;
  required?: boolean;
}

/** A labelled text of several lines. */
export function TextArea({ label, note, ...rest }: TextAreaProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} note={note}>
      <textarea
        id={id}
        aria-describedby={note && `${id}-note`}
        className="rounded-lg border border-field bg-card px-3 py-2 text-base"
        {...rest}
      />
    </Labelled>
  );
}
