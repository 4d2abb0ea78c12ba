import { resolve } from 'node:path';
import type { AppError, ErrorFactory } from '@app/core';
import { unpackError } from './plain-error';
import { ProgramProcess, type ProgramStart } from './program-process';
import type { ProgramProgress, ProgramReport } from './serve-program';
import type { SpareProgram } from './spare-program';

/** Decides from outside whether a program may continue. */
export interface ProgramWatch {
  progressed(progress: ProgramProgress): void;
  /** The meaning of the error of a program that ended by itself, given its resource usage. */
  explain(error: AppError): AppError;
  close(): void;
}

export interface ProgramOptions extends ProgramStart {
  /** Any value that structured cloning accepts. */
  request: object;
  /** Working directory. */
  directory: string;
  /** The error of a program that ends without a result. */
  failed: ErrorFactory;
  /** @param end receives the reason why the process group was killed */
  watch: (leader: number, end: (error: AppError) => void) => ProgramWatch;
  /** Processes of the same program that have already loaded it. */
  spare?: SpareProgram | undefined;
  signal?: AbortSignal;
  onProgress?: (progress: ProgramProgress) => void;
}

/**
 * Runs untrusted work in a process group of its own, which ends when this function returns or throws, or when this
 * process ends. An abort kills the program and its ffmpeg processes, and so does its watch.
 * @throws the program's error, the watch's decision, `failed`, or the signal's reason
 */
export async function runProgram<Result>(options: ProgramOptions): Promise<Result> {
  const { signal, spare } = options;
  signal?.throwIfAborted();
  const running = spare?.take(options.limits) ?? new ProgramProcess(options);
  const kill = () => running.kill();
  signal?.addEventListener('abort', kill, { once: true });
  try {
    return await outcomeOf<Result>(running, options);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', kill);
    kill();
    await running.ended;
    spare?.prepare();
  }
}

async function outcomeOf<Result>(running: ProgramProcess, options: ProgramOptions): Promise<Result> {
  const { child } = running;
  const { failed, onProgress, request } = options;
  let watch: ProgramWatch | undefined;
  const outcome = new Promise<Result>((done, reject) => {
    if (child.pid !== undefined) watch = options.watch(child.pid, reject);
    const fail = (error: AppError) => reject(watch?.explain(error) ?? error);
    child.on('message', (report: ProgramReport<Result>) => {
      if (report.type === 'progress') {
        watch?.progressed(report.progress);
        onProgress?.(report.progress);
      } else if (report.type === 'done') done(report.result);
      else fail(unpackError(report.error));
    });
    child.once('error', (cause) => reject(failed('The process could not be started.', { cause })));
    child.once('exit', (status, signal) => {
      const cause = new Error(`the process ended with ${signal ?? status}: ${running.lastWords}`);
      fail(failed(undefined, { cause }));
    });
  });
  running.send({ type: 'run', directory: resolve(options.directory), request });
  return outcome.finally(() => watch?.close());
}
