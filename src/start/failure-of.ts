import { ConfigurationError, redactSecrets } from '@app/core';

/** What a command prints when it fails: one line for the operator, or the list of faults of the configuration. */
export function failureOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { message, code } = error as NodeJS.ErrnoException;
  // Several failed addresses of one host come as an error without a message.
  return redactSecrets(message || code || String(error));
}
