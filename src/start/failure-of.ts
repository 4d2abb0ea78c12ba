import { ConfigurationError, redactSecrets } from '@app/core';

/** The output of a command that fails: one line for the operator, or the list of configuration faults. */
export function failureOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { message, code } = error as NodeJS.ErrnoException;
  // When several addresses of one host fail, Node's error has no message.
  return redactSecrets(message || code || String(error));
}
