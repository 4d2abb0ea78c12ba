import { AppError } from '@app/core';

/** Whether a disk that filled up during the work caused the error, in this process or in one of its programs. */
export const isSpaceMissing = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'ENOSPC' ||
    /no space left on device/i.test(error.message) ||
    (error instanceof AppError && isSpaceMissing(error.options.cause)));
