import { AppError } from '@app/core';

/** The message at the terminal: the faults, otherwise the cause, and what to do about it. */
export function explainError(error: unknown, subject: string): string {
  if (!(error instanceof AppError)) return (error as Error).message;
  const faults = (error.options.errors ?? []).map(({ path, message }) => `  ${path || subject}: ${message}`);
  const cause = error.options.cause instanceof Error && faults.length === 0 ? [`  ${error.options.cause.message}`] : [];
  const help = faults.length === 0 ? [`  ${error.definition.help}`] : [];
  return [error.message, ...faults, ...cause, ...help].join('\n');
}
