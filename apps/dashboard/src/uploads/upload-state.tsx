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

interface Wait {
  label: string;
  reason: string;
}

/** By what an upload waits for. */
const WAITS: Readonly<Record<string, Wait>> = {
  disk_space: { label: 'Waits for disk space', reason: 'The server has no room for the work on this video now.' },
  storage_unavailable: { label: 'Waits for storage', reason: 'The storage of the files does not answer now.' },
};
const OTHER_WAIT: Wait = { label: 'Waiting', reason: 'Something that the work needs is not available now.' };

const waitOf = ({ waiting_for }: Pick<Upload, 'waiting_for'>): Wait | undefined =>
  waiting_for ? (WAITS[waiting_for] ?? OTHER_WAIT) : undefined;

export function UploadState({ upload }: { upload: Pick<Upload, 'status' | 'progress' | 'waiting_for'> }) {
  const { status, progress } = upload;
  const { label, tone } = STATES[status];
  const wait = waitOf(upload);
  if (wait) return <Badge tone="quiet">{wait.label}</Badge>;
  const percent = status === 'processing' ? ` ${Math.round(progress * 100)} %` : '';
  return (
    <Badge tone={tone}>
      {label}
      {percent}
    </Badge>
  );
}

/** Why the work on an upload pauses. */
export function UploadWait({ upload }: { upload: Pick<Upload, 'waiting_for'> }) {
  const wait = waitOf(upload);
  if (!wait) return null;
  return <p className="text-sm">{wait.reason} The work continues by itself; there is no need to send it again.</p>;
}
