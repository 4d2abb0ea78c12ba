import type { ReactNode } from 'react';

/** What an action has achieved; screen readers announce it. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <output className="block rounded-lg border border-good bg-good-soft p-4 text-sm break-words text-ink">
      {children}
    </output>
  );
}
