import type { Job } from './job-queries';

const STATES: Readonly<Record<Job['status'], { label: string; look: string }>> = {
  queued: { label: 'Queued', look: 'bg-sunken text-soft' },
  fetching: { label: 'Fetching sources', look: 'bg-busy-soft text-busy' },
  rendering: { label: 'Rendering', look: 'bg-busy-soft text-busy' },
  saving: { label: 'Saving', look: 'bg-busy-soft text-busy' },
  transferring: { label: 'Storing', look: 'bg-busy-soft text-busy' },
  completed: { label: 'Completed', look: 'bg-good-soft text-good' },
  failed: { label: 'Failed', look: 'bg-bad-soft text-bad' },
  cancelled: { label: 'Cancelled', look: 'bg-sunken text-soft' },
};

export function JobState({ status, progress }: Pick<Job, 'status' | 'progress'>) {
  const { label, look } = STATES[status];
  const percent = status === 'rendering' ? ` ${Math.round(progress * 100)} %` : '';
  return (
    <span className={`inline-block rounded-full px-3 py-1 text-xs font-semibold whitespace-nowrap ${look}`}>
      {label}
      {percent}
    </span>
  );
}

/** Tokens held, then charged. */
export function cost({ tokens, status }: Job): string {
  if (tokens.charged === null) return `${tokens.reserved} tokens reserved`;
  return status === 'completed' ? `${tokens.charged} tokens` : 'No charge';
}
