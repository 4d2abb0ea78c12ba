import { useId } from 'react';

interface TextProps {
  label: string;
  value: string;
  /** Number of characters. */
  most: number;
  rows?: number;
  onChange: (text: string) => void;
}

/** A labelled text of one line, or of several. */
export function Text({ label, value, most, rows, onChange }: TextProps) {
  const id = useId();
  const Tag = rows ? 'textarea' : 'input';
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <Tag
        id={id}
        value={value}
        maxLength={most}
        onChange={({ target }: { target: { value: string } }) => onChange(target.value)}
        className="min-h-10 rounded-lg border border-field bg-card px-3 py-2 text-base"
        {...(rows && { rows })}
      />
    </div>
  );
}
