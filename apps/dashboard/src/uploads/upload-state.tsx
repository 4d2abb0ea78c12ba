import type { Upload } from './upload-queries';

const STATES: Readonly<Record<Upload['status'], { label: string; look: string }>> = {
  pending: { label: 'Waiting for the file', look: 'bg-sunken text-soft' },
  queued: { label: 'Queued', look: 'bg-sunken text-soft' },
  processing: { label: 'Processing', look: 'bg-busy-soft text-busy' },
  ready: { label: 'Ready', look: 'bg-good-soft text-good' },
  awaiting_approval: { label: 'Waits for approval', look: 'bg-busy-soft text-busy' },
  staged: { label: 'Ready to publish', look: 'bg-good-soft text-good' },
  publishing: { label: 'Publishing', look: 'bg-busy-soft text-busy' },
  completed: { label: 'Completed', look: 'bg-good-soft text-good' },
  partial: { label: 'Partly completed', look: 'bg-bad-soft text-bad' },
  failed: { label: 'Failed', look: 'bg-bad-soft text-bad' },
  cancelled: { label: 'Cancelled', look: 'bg-sunken text-soft' },
};

export function UploadState({ status, progress }: Pick<Upload, 'status' | 'progress'>) {
  const { label, look } = STATES[status];
  const percent = status === 'processing' ? ` ${Math.round(progress * 100)} %` : '';
  return (
    <span className={`inline-block rounded-full px-3 py-1 text-xs font-semibold whitespace-nowrap ${look}`}>
      {label}
      {percent}
    </span>
  );
}
