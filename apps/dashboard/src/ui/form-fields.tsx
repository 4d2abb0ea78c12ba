import { useId } from 'react';

interface ChoiceProps {
  label: string;
  name: string;
  /** By value, in their order. */
  choices: Readonly<Record<string, string>>;
  defaultValue?: string;
}

/** A labelled list of choices as a field of a form. */
export function Choice({ label, name, choices, defaultValue }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        name={name}
        defaultValue={defaultValue}
        className="min-h-10 w-full rounded-lg border border-field bg-card px-3 text-base"
      >
        {Object.entries(choices).map(([value, meaning]) => (
          <option key={value} value={value}>
            {meaning}
          </option>
        ))}
      </select>
    </div>
  );
}

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
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        aria-describedby={note && `${id}-note`}
        className="rounded-lg border border-field bg-card px-3 py-2 text-base"
        {...rest}
      />
      {note && (
        <p id={`${id}-note`} className="text-sm text-soft">
          {note}
        </p>
      )}
    </div>
  );
}
