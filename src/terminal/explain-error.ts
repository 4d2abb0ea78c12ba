import { AppError } from '@app/core';

/** What went wrong, for the person at the terminal: the faults, otherwise the cause. */
export function explainError(error: unknown, subject: string): string {
  if (!(error instanceof AppError)) return (error as Error).message;
  const faults = (error.options.errors ?? []).map(({ path, message }) => `  ${path || subject}: ${message}`);
  const cause = error.options.cause instanceof Error && faults.length === 0 ? [`  ${error.options.cause.message}`] : [];
  return [error.message, ...faults, ...cause].join('\n');
}
