import { AppError, isSpaceMissing } from '@app/core';

/** How long the work on a row waits for a service or for disk space. */
const GIVE_UP_SECONDS = 24 * 3_600;
const SPACE_SECONDS = 30;
const SERVICE_SECONDS = 10;
/** Maximum seconds between two attempts. */
const LONGEST_PAUSE = 300;

/** Something without which the work on a row cannot go on, and which comes back by itself or when an operator acts. */
export interface Outage {
  /** As the owner of the row reads it: `disk_space`, or the code of the error of a service. */
  waitingFor: string;
  /** There is no disk space. */
  isFull: boolean;
  /** Seconds until the next attempt. */
  seconds: number;
  /** The row has waited for a day: its work ends. */
  isOver: boolean;
}

/**
 * What the work on a row has to wait for; undefined for an error that waiting does not cure.
 * @param failingSince the row's column of that name
 */
export function outageOf(error: unknown, failingSince: Date | null): Outage | undefined {
  const isFull = isSpaceMissing(error);
  if (!isFull && !(error instanceof AppError && error.kind === 'unavailable')) return undefined;
  const waited = failingSince === null ? 0 : (Date.now() - failingSince.getTime()) / 1_000;
  const { code, options } = error as AppError;
  const least = isFull ? SPACE_SECONDS : (options.retryAfterSeconds ?? SERVICE_SECONDS);
  return {
    waitingFor: isFull ? 'disk_space' : code,
    isFull,
    seconds: Math.max(least, Math.min(LONGEST_PAUSE, waited / 10)),
    isOver: waited > GIVE_UP_SECONDS,
  };
}
