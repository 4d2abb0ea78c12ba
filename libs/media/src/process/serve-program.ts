import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ErrorFactory } from '@app/core';
import { type PlainError, packError } from './plain-error';
import { killGroup } from './process-group';

/** Progress of a program. It reports a new stage immediately, and progress at most ten times a second. */
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

/** Messages of the parent: at most one `prepare`, before the only `run`. */
export type ProgramMessage<Request> = { type: 'prepare' } | { type: 'run'; directory: string; request: Request };

/** Low priority: request handling and heartbeats come first. */
const NICENESS = 5;
const REPORT_EVERY_MS = 100;
/**
 * Waits for the end of standard input, which the parent holds open and never writes to: it closes when the parent ends
 * for any reason. A separate thread notices that even while the main thread is busy. It must not block, because Node
 * queries every thread for `process.report`.
 */
const LIFELINE = `
  const { Socket } = require('node:net');
  new Socket({ fd: 0 }).on('error', () => undefined).on('close', end).resume();
  function end() {
    try { process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); }
  }
`;

/** From Node.js 24 on, what a thread reserves for machine code counts as memory of the process: 512 MB by default. */
const LIFELINE_CODE_MB = 4;

/**
 * The main function of a program for `runProgram`: it takes one request from its parent, works, reports, and waits. It
 * never exits by itself, so that the parent can kill it together with every process still running in its group.
 * @param unexpected makes an AppError of any other error
 * @param prepare loads what most requests need, while the program waits for its request
 */
export function serveProgram<Request, Result>(
  work: (request: Request, report: (progress: ProgramProgress) => void) => Promise<Result>,
  unexpected: ErrorFactory,
  prepare: () => Promise<void> = () => Promise.resolve(),
): void {
  if (!process.send) throw new Error('A worker starts this program and sends it a request.');
  new Worker(LIFELINE, { eval: true, resourceLimits: { codeRangeSizeMb: LIFELINE_CODE_MB } });
  process.once('disconnect', () => killGroup(process.pid));
  setPriority(NICENESS);
  const send = (report: ProgramReport<Result>) => process.send?.(report);
  const report = throttled((progress) => send({ type: 'progress', progress }));
  let prepared = Promise.resolve();
  process.on('message', (message: ProgramMessage<Request>) => {
    if (message.type === 'prepare') {
      // The work itself will report what is wrong.
      prepared = prepare().catch(() => undefined);
      return;
    }
    const run = async () => {
      await prepared;
      process.chdir(message.directory);
      return work(message.request, report);
    };
    run().then(
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
