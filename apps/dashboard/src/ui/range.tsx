import { useId } from 'react';

interface RangeProps {
  label: string;
  min: number;
  max: number;
  value: number;
  onChange: (value: number) => void;
}

/** A labelled slider in steps of a tenth. */
export function Range({ label, onChange, ...rest }: RangeProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="block text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type="range"
        step={0.1}
        {...rest}
        onChange={({ target }) => onChange(target.valueAsNumber)}
        className="min-h-10 w-full accent-accent"
      />
    </div>
  );
}
