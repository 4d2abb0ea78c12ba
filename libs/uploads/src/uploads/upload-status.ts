/** Every state of an upload. The last four are terminal: only a retry leaves `completed`, `partial` and `failed`. */
export const UPLOAD_STATUSES = [
  'pending',
  'queued',
  'processing',
  'ready',
  'awaiting_approval',
  'staged',
  'publishing',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export type UploadStatus = (typeof UPLOAD_STATUSES)[number];

/**
 * The possible next states of each state. The trigger `record_upload_transition` enforces the same table in the
 * database.
 */
export const UPLOAD_TRANSITIONS: Readonly<Record<UploadStatus, readonly UploadStatus[]>> = {
  pending: ['queued', 'cancelled'],
  queued: ['processing', 'failed', 'cancelled'],
  processing: ['ready', 'failed', 'cancelled'],
  ready: ['awaiting_approval', 'staged', 'publishing', 'completed', 'partial', 'failed', 'cancelled'],
  awaiting_approval: ['staged', 'publishing', 'completed', 'partial', 'failed', 'cancelled'],
  staged: ['awaiting_approval', 'publishing', 'completed', 'partial', 'failed', 'cancelled'],
  publishing: ['awaiting_approval', 'completed', 'partial', 'failed', 'cancelled'],
  completed: ['queued'],
  partial: ['queued'],
  failed: ['queued'],
  cancelled: [],
};

const TERMINAL: ReadonlySet<UploadStatus> = new Set(['completed', 'partial', 'failed', 'cancelled']);

export const isFinishedUpload = (status: UploadStatus): boolean => TERMINAL.has(status);

/** Whether its files are ready, and some of its posts may still be published. */
export const isBeingPublished = (status: UploadStatus): boolean =>
  status === 'awaiting_approval' || status === 'staged' || status === 'publishing';

/** The states from which an upload may enter `status`: the expected values of a compare-and-set. */
export function statusesBefore(status: UploadStatus): UploadStatus[] {
  return UPLOAD_STATUSES.filter((from) => UPLOAD_TRANSITIONS[from].includes(status));
}
