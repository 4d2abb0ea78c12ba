import { Badge, type Tone } from '../ui/badge';
import type { Upload } from './upload-queries';

const STATES: Readonly<Record<Upload['status'], { label: string; tone: Tone }>> = {
  pending: { label: 'Waiting for the file', tone: 'quiet' },
  queued: { label: 'Queued', tone: 'quiet' },
  processing: { label: 'Processing', tone: 'busy' },
  ready: { label: 'Ready', tone: 'good' },
  awaiting_approval: { label: 'Waits for approval', tone: 'busy' },
  staged: { label: 'Ready to publish', tone: 'good' },
  publishing: { label: 'Publishing', tone: 'busy' },
  completed: { label: 'Completed', tone: 'good' },
  partial: { label: 'Partly completed', tone: 'bad' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
};

/** The names of the states, in the order in which an upload passes through them. */
export const UPLOAD_STATES = Object.fromEntries(
  Object.entries(STATES).map(([status, { label }]) => [status, label]),
) as Readonly<Record<Upload['status'], string>>;

export function UploadState({ status, progress }: Pick<Upload, 'status' | 'progress'>) {
  const { label, tone } = STATES[status];
  const percent = status === 'processing' ? ` ${Math.round(progress * 100)} %` : '';
  return (
    <Badge tone={tone}>
      {label}
      {percent}
    </Badge>
  );
}
