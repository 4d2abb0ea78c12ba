import { AppError } from './app-error';

/** The error of a disk that is full, for code that finds that out before it writes. */
export const noSpace = (message: string): Error => Object.assign(new Error(message), { code: 'ENOSPC' });

/** Whether a full disk caused the error, in this process or in one of its programs. */
export const isSpaceMissing = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'ENOSPC' ||
    /no space left on device/i.test(error.message) ||
    (error instanceof AppError && isSpaceMissing(error.options.cause)));
