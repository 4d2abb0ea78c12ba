import type { ReactNode } from 'react';

interface LabelledProps {
  /** Of the field; that of the help is `<id>-note`. */
  id: string;
  label: ReactNode;
  /** Help below the field. */
  note?: string;
  children: ReactNode;
}

/** A label above its field. */
export function Labelled({ id, label, note, children }: LabelledProps) {
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      {children}
      {note && (
        <p id={`${id}-note`} className="text-sm text-soft">
          {note}
        </p>
      )}
    </div>
  );
}
