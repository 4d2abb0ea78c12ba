import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ErrorFactory } from '@app/core';
import { type PlainError, packError } from './plain-error';
import { killGroup } from './process-group';

/** How far a program is. A new stage is reported at once, its progress ten times a second at most. */
export interface ProgramProgress {
  stage: string;
  /** 0 to 1. */
  progress: number;
}

/** Messages of a program to its parent. The last one is `done` or `failed`. */
export type ProgramReport<Result = unknown> =
  | { type: 'progress'; progress: ProgramProgress }
  | { type: 'done'; result: Result }
  | { type: 'failed'; error: PlainError };

/** Low priority: request handling and heartbeats come first. */
const NICENESS = 5;
const REPORT_EVERY_MS = 100;
/**
 * Waits for the end of standard input, which the parent holds open and never writes to: it comes when the parent ends for any reason. A
 * thread of its own notices that even while the main thread is busy. It must not block: Node asks every thread for `process.report`.
 */
const LIFELINE = `
  const { Socket } = require('node:net');
  new Socket({ fd: 0 }).on('error', () => undefined).on('close', end).resume();
  function end() {
    try { process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); }
  }
`;

/**
 * What a program of `runProgram` does: it takes one request from its parent, works, reports, and waits. It never exits by itself, so
 * that the parent kills it together with every process that still runs in its group.
 * @param unexpected what an error becomes that is not an AppError
 */
export function serveProgram<Request, Result>(
  work: (request: Request, report: (progress: ProgramProgress) => void) => Promise<Result>,
  unexpected: ErrorFactory,
): void {
  if (!process.send) throw new Error('This program is started by a worker, which sends it its request.');
  new Worker(LIFELINE, { eval: true });
  process.once('disconnect', () => killGroup(process.pid));
  setPriority(NICENESS);
  const send = (report: ProgramReport<Result>) => process.send?.(report);
  process.once('message', (request: Request) => {
    work(
      request,
      throttled((progress) => send({ type: 'progress', progress })),
    ).then(
      (result) => send({ type: 'done', result }),
      (error: unknown) => send({ type: 'failed', error: packError(error, unexpected) }),
    );
  });
}

function throttled(send: (progress: ProgramProgress) => void): (progress: ProgramProgress) => void {
  let last = { stage: '', at: 0 };
  return (progress) => {
    if (progress.stage === last.stage && performance.now() - last.at < REPORT_EVERY_MS) return;
    last = { stage: progress.stage, at: performance.now() };
    send(progress);
  };
}
