/**
 * The part of an error that a log line contains. It omits own properties on purpose: they hold query parameters and
 * requests.
 */
export interface ErrorDescription {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorDescription;
}

const MAX_CAUSES = 4;

/** An error with its causes, as plain data. Accepts any thrown value. */
export function describeError(error: unknown, remainingCauses = MAX_CAUSES): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error).slice(0, 1_000) };
  const { code, cause } = error as { code?: unknown; cause?: unknown };
  const inner = cause ?? (error instanceof AggregateError ? error.errors[0] : undefined);
  return {
    type: error.name,
    message: error.message.slice(0, 4_000),
    ...(typeof code === 'string' && { code }),
    ...(error.stack && { stack: error.stack.slice(0, 8_000) }),
    ...(inner !== undefined && remainingCauses > 0 && { cause: describeError(inner, remainingCauses - 1) }),
  };
}
