import { isSpaceMissing } from '@app/core';
import { storageUnavailable } from '../../storage.errors';

/** Error codes of the disk when it, not the request, is at fault. */
const DISK_FAULTS: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE']);

const RETRY_SECONDS = 30;

/**
 * Runs an operation on the disk. @throws storage_unavailable when the disk is full, read-only, broken or inaccessible
 */
export async function asUnavailable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!DISK_FAULTS.has(code)) throw error;
    const detail = isSpaceMissing(error) ? 'has no space for the file, nothing of which was kept' : `refused (${code})`;
    throw storageUnavailable(`local: the disk ${detail}.`, { cause: error, retryAfterSeconds: RETRY_SECONDS });
  }
}
