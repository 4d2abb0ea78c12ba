import type { ReactNode } from 'react';

const TONES = {
  quiet: 'bg-sunken text-soft',
  busy: 'bg-busy-soft text-busy',
  good: 'bg-good-soft text-good',
  bad: 'bg-bad-soft text-bad',
};

export type Tone = keyof typeof TONES;

/** A state in one or two words. */
export function Badge({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={`inline-block rounded-full px-3 py-1 text-xs font-semibold whitespace-nowrap ${TONES[tone]}`}>
      {children}
    </span>
  );
}
