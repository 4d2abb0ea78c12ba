/**
 * Every state of a publication. `pending`: its video is not ready or not approved; `scheduled`: it waits for its time;
 * `waiting`: something outside must change first; `unknown`: the platform may have published it; `published`: the
 * platform accepted it; `verified`: the platform shows it.
 */
export const PUBLICATION_STATUSES = [
  'pending',
  'scheduled',
  'waiting',
  'publishing',
  'unknown',
  'published',
  'verified',
  'failed',
  'cancelled',
] as const;
export type PublicationStatus = (typeof PUBLICATION_STATUSES)[number];

/**
 * The possible next states of each state. The trigger `record_publication_transition` enforces the same table in the
 * database. Nothing leads from `unknown`, `published` or `verified` to a second attempt before the platform has
 * confirmed that nothing was published, or has failed the post that it had accepted.
 */
export const PUBLICATION_TRANSITIONS: Readonly<Record<PublicationStatus, readonly PublicationStatus[]>> = {
  pending: ['scheduled', 'failed', 'cancelled'],
  scheduled: ['pending', 'publishing', 'failed', 'cancelled'],
  waiting: ['pending', 'publishing', 'scheduled', 'failed', 'cancelled'],
  publishing: ['pending', 'waiting', 'scheduled', 'unknown', 'published', 'failed', 'cancelled'],
  unknown: ['publishing', 'published'],
  published: ['waiting', 'verified', 'failed'],
  verified: [],
  failed: ['pending', 'scheduled'],
  cancelled: [],
};

/** The states in which an owner may change, move or cancel a publication. */
export const CHANGEABLE: readonly PublicationStatus[] = ['pending', 'scheduled', 'waiting', 'failed'];

/** The states in which a publication waits for its time or something else, or is on its way. */
const ACTIVE: readonly PublicationStatus[] = ['scheduled', 'waiting', 'publishing'];

/** The final state of an upload whose publications have all ended; undefined while one has not. */
export function outcomeOf(
  publications: readonly { status: PublicationStatus; isGivenUp: boolean }[],
): 'completed' | 'partial' | 'failed' | 'cancelled' | undefined {
  const results = publications.map(resultOf);
  if (results.includes(undefined)) return undefined;
  const counted = results.filter((result) => result !== 'cancelled');
  if (counted.length === 0) return 'cancelled';
  if (counted.every((result) => result === 'posted')) return 'completed';
  return counted.includes('posted') || counted.includes('unclear') ? 'partial' : 'failed';
}

/** Whether publications of an upload wait for an approval, and no other is in progress or planned. */
export function awaitsApproval(
  publications: readonly { status: PublicationStatus; approval: string; file: object | null; dueAt: Date | null }[],
): boolean {
  const isAwaiting = publications.some(
    ({ status, approval, file }) => status === 'pending' && approval === 'required' && file !== null,
  );
  return isAwaiting && !publications.some(({ status, dueAt }) => ACTIVE.includes(status) || dueAt !== null);
}

/**
 * Whether publications of an upload wait for their time, and no other is in progress.
 * @param planned those that the worker has just scheduled
 */
export function awaitsTime(
  publications: readonly { id: string; status: PublicationStatus; dueAt: Date | null }[],
  planned: readonly { id: string; delayMs: number }[],
): boolean {
  const later = new Set(planned.filter(({ delayMs }) => delayMs > 0).map(({ id }) => id));
  const open = publications.filter(({ status, dueAt }) => ACTIVE.includes(status) || dueAt !== null);
  return open.length > 0 && open.every(({ id }) => later.has(id));
}

function resultOf({
  status,
  isGivenUp,
}: {
  status: PublicationStatus;
  isGivenUp: boolean;
}): 'posted' | 'failed' | 'cancelled' | 'unclear' | undefined {
  switch (status) {
    case 'verified':
      return 'posted';
    case 'published':
      return isGivenUp ? 'posted' : undefined;
    case 'unknown':
      return isGivenUp ? 'unclear' : undefined;
    case 'failed':
    case 'cancelled':
      return status;
    default:
      return undefined;
  }
}
