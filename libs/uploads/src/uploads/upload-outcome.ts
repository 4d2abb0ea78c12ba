import type { UploadTarget } from './upload.entity';
import type { UploadStatus } from './upload-status';

export type UploadOutcome = Extract<UploadStatus, 'completed' | 'partial' | 'failed' | 'cancelled'>;

/**
 * How an upload ends.
 * @param posts the states of its posts
 * @param postedTo the platforms of its posts; a file for any other platform is itself a result
 */
export function uploadOutcome(
  posts: UploadOutcome,
  targets: readonly Pick<UploadTarget, 'platform' | 'status'>[],
  postedTo: ReadonlySet<string>,
): UploadOutcome {
  const isMissingFile = targets.some(({ status }) => status === 'failed');
  if (posts === 'completed') return isMissingFile ? 'partial' : 'completed';
  const hasFile = targets.some(({ platform, status }) => status === 'ready' && !postedTo.has(platform));
  if (!hasFile) return posts;
  return posts === 'cancelled' && !isMissingFile ? 'completed' : 'partial';
}
