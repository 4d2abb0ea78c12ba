import { join } from 'node:path';
import { type AppError, PACKAGE_ROOT } from '@app/core';
import {
  type BoxLimits,
  type Excess,
  ffmpegFailed,
  killGroup,
  mediaTooExpensive,
  ProcessBox,
  type ProgramProgress,
  type ProgramWatch,
  runProgram,
} from '@app/media';
import { uploadFailed } from '../uploads.errors';
import type { ResultOf, UploadTask } from './upload-tasks';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/uploads/src/processing/upload-program.js');
/** A program hangs if it neither reports nor uses processor time for this long. */
const SILENT_MS = 120_000;
const HANGING_PROCESSOR_SECONDS = 3;
const LOOK_EVERY_MS = 1_000;
/** Messages with which programs report that they were refused memory. */
const OUT_OF_MEMORY = /out of memory|cannot allocate memory|allocation failed|failed to allocate|bad_alloc/i;

export interface TaskOptions {
  /** An empty folder for this task. */
  directory: string;
  limits: BoxLimits;
  signal: AbortSignal;
  /** 0 to 1. */
  onProgress?: (progress: number) => void;
}

/**
 * Works on users' files in a process group of its own; an abort kills it together with its ffmpeg processes.
 * @throws the errors of the task, media_too_expensive, upload_failed, or the signal's reason
 */
export function runUploadTask<Task extends UploadTask>(
  task: Task,
  { directory, limits, signal, onProgress }: TaskOptions,
): Promise<ResultOf<Task>> {
  return runProgram<ResultOf<Task>>({
    program: PROGRAM,
    request: task,
    directory,
    limits,
    failed: uploadFailed,
    watch: (leader, end) => new UploadWatch(leader, limits, end),
    signal,
    onProgress: ({ progress }: ProgramProgress) => onProgress?.(progress),
  });
}

/** Ends a task that exceeds its limits or hangs. */
class UploadWatch implements ProgramWatch {
  private readonly box: ProcessBox;
  private readonly timer: NodeJS.Timeout;
  private heard = { at: performance.now(), processorSeconds: 0 };

  constructor(
    private readonly leader: number,
    private readonly limits: BoxLimits,
    private readonly end: (error: AppError) => void,
  ) {
    this.box = new ProcessBox(leader, limits, (excess) => end(this.tooExpensive(excess)));
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  progressed(): void {
    this.heard = { at: performance.now(), processorSeconds: this.box.usage.processorSeconds };
  }

  explain(error: AppError): AppError {
    if (!uploadFailed.is(error) && !ffmpegFailed.is(error)) return error;
    const { cause } = error.options;
    return cause instanceof Error && OUT_OF_MEMORY.test(cause.message) ? this.tooExpensive('memory', cause) : error;
  }

  close(): void {
    this.box.close();
    clearInterval(this.timer);
  }

  private look(): void {
    const { at, processorSeconds } = this.heard;
    const { processorSeconds: used } = this.box.usage;
    if (used - processorSeconds >= HANGING_PROCESSOR_SECONDS) this.progressed();
    else if (performance.now() - at > SILENT_MS) {
      this.close();
      killGroup(this.leader);
      this.end(uploadFailed('Processing the video made no progress for two minutes.'));
    }
  }

  private tooExpensive(excess: Excess, cause?: unknown): AppError {
    const { processorSeconds, memoryMb } = this.limits;
    const most = excess === 'memory' ? `${memoryMb} MB of memory` : `${processorSeconds} processor seconds`;
    return mediaTooExpensive(`The work was stopped because it needs more than ${most}.`, { cause });
  }
}
