import type { ButtonHTMLAttributes } from 'react';

const KINDS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  plain: 'bg-card text-ink border-field hover:bg-sunken',
  danger: 'bg-card text-bad border-bad hover:bg-bad-soft',
};

export type ButtonKind = keyof typeof KINDS;

/** For links that look like buttons as well. */
export const buttonClass = (kind: ButtonKind = 'plain'): string =>
  `inline-flex min-h-10 items-center justify-center gap-2 rounded-lg border px-4 py-2 text-sm font-medium no-underline disabled:opacity-60 aria-disabled:opacity-60 ${KINDS[kind]}`;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind;
  /** Shown instead of the label while the action runs; the button then ignores clicks, and keeps the focus. */
  busy?: string | false;
}

export function Button({ kind = 'plain', busy = false, className = '', children, onClick, ...rest }: ButtonProps) {
  const isBusy = busy !== false;
  return (
    <button
      type="button"
      {...rest}
      className={`${buttonClass(kind)} ${className}`}
      aria-disabled={isBusy || undefined}
      // A form that is submitted by its Enter key clicks this button as well.
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
    >
      {isBusy ? busy : children}
    </button>
  );
}
