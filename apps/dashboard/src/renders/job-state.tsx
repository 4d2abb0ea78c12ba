import { Badge, type Tone } from '../ui/badge';
import type { Job } from './job-queries';

const STATES: Readonly<Record<Job['status'], { label: string; tone: Tone }>> = {
  queued: { label: 'Queued', tone: 'quiet' },
  fetching: { label: 'Fetching sources', tone: 'busy' },
  rendering: { label: 'Rendering', tone: 'busy' },
  saving: { label: 'Saving', tone: 'busy' },
  transferring: { label: 'Storing', tone: 'busy' },
  completed: { label: 'Completed', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
};

export function JobState({ status, progress }: Pick<Job, 'status' | 'progress'>) {
  const { label, tone } = STATES[status];
  const percent = status === 'rendering' ? ` ${Math.round(progress * 100)} %` : '';
  return (
    <Badge tone={tone}>
      {label}
      {percent}
    </Badge>
  );
}

/** Tokens held, then charged. */
export function cost({ tokens, status }: Job): string {
  if (tokens.charged === null) return `${tokens.reserved} tokens reserved`;
  return status === 'completed' ? `${tokens.charged} tokens` : 'No charge';
}
