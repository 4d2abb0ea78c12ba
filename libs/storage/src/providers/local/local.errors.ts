import { storageUnavailable } from '../../storage.errors';

/** Error codes of the disk when it, not the request, is at fault. */
const DISK_FAULTS: ReadonlySet<string | undefined> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'EMFILE', 'ENFILE']);

/**
 * Runs an operation on the disk. @throws storage_unavailable when the disk is full, read-only, broken or inaccessible
 */
export async function asUnavailable<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw DISK_FAULTS.has(code) ? storageUnavailable(`local: the disk refused (${code}).`, { cause: error }) : error;
  }
}
