import { AppError } from '@app/core';
import { UnrecoverableError } from 'bullmq';
import { storableText } from './payload';

const MAX_MESSAGE = 2_000;
const MAX_STACK = 8_000;

/** The error for BullMQ: storable, and of a type that decides whether to retry. */
export type JobFailure = Error & {
  /** Seconds that the failing service tells us to wait. */
  retryAfterSeconds?: number;
};

/**
 * Turns any error of a handler into one that the queue can store. An `AppError` that is not retryable ends the job
 * without further attempts. It creates a new error because a provider's own may carry bytes, be too large, or have a
 * name that BullMQ interprets.
 */
export function classifyFailure(thrown: unknown): JobFailure {
  if (!(thrown instanceof Error))
    return new Error(storableText(`a handler threw ${describeValue(thrown)} instead of an error`, MAX_MESSAGE));
  const final = thrown instanceof UnrecoverableError || (thrown instanceof AppError && !thrown.retryable);
  const message = storableText(
    thrown instanceof AppError ? `${thrown.code}: ${thrown.message}` : thrown.message,
    MAX_MESSAGE,
  );
  const failure: JobFailure = final ? new UnrecoverableError(message) : new Error(message);
  failure.cause = thrown;
  failure.stack = storableText(thrown.stack ?? message, MAX_STACK);
  if (thrown instanceof AppError) failure.retryAfterSeconds = thrown.options.retryAfterSeconds;
  return failure;
}

function describeValue(value: unknown): string {
  try {
    return `${typeof value} ${JSON.stringify(value) ?? ''}`.trim();
  } catch {
    return typeof value;
  }
}
