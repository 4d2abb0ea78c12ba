import { type SelectHTMLAttributes, useId } from 'react';
import { Labelled } from './labelled';

type Attributes = Pick<SelectHTMLAttributes<HTMLSelectElement>, 'name' | 'value' | 'defaultValue' | 'disabled'>;

interface SelectProps extends Attributes {
  label: string;
  /** By value, in their order. */
  choices: Readonly<Record<string, string>>;
  onChange?: (value: string) => void;
  /** Shown first while nothing is chosen; the form then needs a choice. */
  placeholder?: string;
}

/** A labelled list of choices: a field of a form by its `name`, or controlled by `value` and `onChange`. */
export function Select({ label, choices, onChange, placeholder, ...rest }: SelectProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label}>
      <select
        id={id}
        required={placeholder !== undefined}
        onChange={({ target }) => onChange?.(target.value)}
        className="min-h-10 w-full rounded-lg border border-field bg-card px-3 text-base"
        {...rest}
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {Object.entries(choices).map(([value, meaning]) => (
          <option key={value} value={value}>
            {meaning}
          </option>
        ))}
      </select>
    </Labelled>
  );
}
