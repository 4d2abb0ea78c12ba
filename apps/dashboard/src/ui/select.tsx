import { useId } from 'react';

interface SelectProps {
  label: string;
  value: string;
  /** By value, in their order. */
  choices: Readonly<Record<string, string>>;
  onChange: (value: string) => void;
  /** Shown first while nothing is chosen; the form then needs a choice. */
  placeholder?: string;
  disabled?: boolean;
}

/** A labelled list of choices. */
export function Select({ label, value, choices, onChange, placeholder, disabled }: SelectProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        required={placeholder !== undefined}
        onChange={({ target }) => onChange(target.value)}
        className="min-h-10 w-full rounded-lg border border-field bg-card px-3 text-base"
      >
        {placeholder !== undefined && <option value="">{placeholder}</option>}
        {Object.entries(choices).map(([name, meaning]) => (
          <option key={name} value={name}>
            {meaning}
          </option>
        ))}
      </select>
    </div>
  );
}
