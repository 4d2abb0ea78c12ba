import { AppError, type AppErrorOptions, type ErrorDefinition, type ErrorFactory } from '@app/core';

/** An AppError that can travel between processes and threads. */
export interface PlainError {
  definition: ErrorDefinition;
  message: string;
  options: Omit<AppErrorOptions, 'cause'>;
  /** The stack of its cause, for the log. */
  cause?: string | undefined;
}

/** @param unexpected makes an AppError of any other error, with the original as its cause for the log */
export function packError(error: unknown, unexpected: ErrorFactory): PlainError {
  const { definition, message, options } = error instanceof AppError ? error : unexpected(undefined, { cause: error });
  const { cause, ...rest } = options;
  return {
    definition,
    message,
    options: rest,
    cause: cause instanceof Error ? (cause.stack ?? cause.message) : undefined,
  };
}

export function unpackError({ definition, message, options, cause }: PlainError): AppError {
  return new AppError(definition, message, cause === undefined ? options : { ...options, cause: new Error(cause) });
}
