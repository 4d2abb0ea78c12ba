import { AppError } from '@app/core';

/**
 * Signals that nothing in a file makes a program receive: the system sends them when it lacks memory, or an operator.
 * Those of a crash, such as SIGSEGV, are not among them, because the same file would cause it again.
 */
const FROM_OUTSIDE: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);
/** ffmpeg catches the gentle ones, ends its files and then itself with this status. */
const ASKED_TO_END = 255;
/** This error of the system has the same status. */
const NOT_PERMITTED = /not permitted/i;

/** How a program ended. */
export interface ProgramEnd {
  program: 'ffmpeg' | 'ffprobe';
  status?: number | null;
  /** The signal that killed it. */
  killedBy?: NodeJS.Signals | null | undefined;
  /** The end of what it reported. */
  log?: string;
  /** Whether this process killed it, or asked it to end. */
  isOurDoing: boolean;
}

/** The cause of a failure that is not due to the work or its files: another attempt may succeed. */
class Interruption extends Error {}

/** The cause of the failure of a program. */
export function causeOf(end: ProgramEnd): Error {
  const { program, status, killedBy, log = '' } = end;
  const message = `${program} ended with ${killedBy ?? status}: ${log.trim()}`;
  return !end.isOurDoing && isFromOutside(end) ? new Interruption(message) : new Error(message);
}

function isFromOutside({ program, status, killedBy, log = '' }: ProgramEnd): boolean {
  if (killedBy) return FROM_OUTSIDE.has(killedBy);
  return program === 'ffmpeg' && status === ASKED_TO_END && !NOT_PERMITTED.test(log);
}

/** Whether the failure says nothing about the work or its files, because a program was ended from outside. */
export const isInterruption = (error: unknown): boolean =>
  error instanceof Interruption || (error instanceof AppError && error.options.cause instanceof Interruption);
