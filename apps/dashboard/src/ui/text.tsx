import { useId } from 'react';
import { Labelled } from './labelled';

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
    <Labelled id={id} label={label}>
      <Tag
        id={id}
        value={value}
        maxLength={most}
        onChange={({ target }: { target: { value: string } }) => onChange(target.value)}
        className="min-h-10 rounded-lg border border-field bg-card px-3 py-2 text-base"
        {...(rows && { rows })}
      />
    </Labelled>
  );
}
