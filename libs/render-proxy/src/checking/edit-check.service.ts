import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type AppError, CallerTurns, nextTurn, PACKAGE_ROOT } from '@app/core';
import { unpackError } from '@app/media';
import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Edit } from '../edit/edit';
import { EditBudget } from '../edit/edit-budget';
import { DEFAULT_EDIT_LIMITS, type EditLimits } from '../edit/edit-limits';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { editTooExpensive, sourceRefused } from '../render-proxy.errors';
import type {
  CheckAnswer,
  CheckOutcome,
  CheckTask,
  EditSummary,
  NumberedTask,
  TaskBegun,
  TaskName,
} from './check-messages';
import { watchThread } from './thread-time';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/checking/check-thread.js');
/** At least two, so that one caller never has all of them. */
const THREADS = Math.max(2, Math.min(4, availableParallelism()));
const HEAP_MB = 256;
/** Milliseconds of processor time for a task. Elapsed time would refuse valid edits on a busy machine. */
const TASK_MS = 2_000;
/** Milliseconds until a thread begins with it, and again until it ends; only a machine without capacity takes longer. */
const ELAPSED_MS = 30_000;
/** Tasks of one caller that may wait for a thread, and their characters in total. */
const WAITING_PER_CALLER = 1_000;
const WAITING_CHARACTERS_PER_CALLER = 40_000_000;
/** Number of characters that are copied in about a millisecond. */
const LARGE_SIZE = 100_000;

/** A limit that a task exceeded, in words that follow "The edit" or "The SVG". */
interface TaskExcess {
  code: 'takes_too_long' | 'takes_too_much_memory';
  message: string;
}

interface ThreadRequest<Name extends TaskName> {
  name: Name;
  task: CheckTask[Name];
  /** The account that the task belongs to: callers take turns. */
  caller: string;
  /** Characters that the task keeps in memory while it waits. */
  size: number;
  /** The error of a task that exceeded a limit. */
  tooExpensive: (excess: TaskExcess) => AppError;
}

type Pool = Piscina<NumberedTask | null, CheckOutcome | undefined>;

/** Measures the lengths of remote media and captions, in seconds; undefined for sources without a known length. */
export type LengthsOf = (sources: readonly string[]) => Promise<ReadonlyMap<string, number | undefined>>;

export interface EditRequest {
  /** The caller that the work belongs to: callers take turns. */
  caller: string;
  /** Name of the renderer. */
  provider: string;
  request: unknown;
}

/**
 * Reads edits, and SVGs and captions that are sources, in threads of their own with limits on time and memory, so that
 * none of them delays other requests. All methods throw edit_too_expensive, and rate_limited when too many of a
 * caller's tasks wait.
 */
@Injectable()
export class EditCheckService implements OnApplicationShutdown {
  private readonly logger = new Logger(EditCheckService.name);
  private readonly turns = new CallerTurns({
    concurrent: THREADS,
    concurrentPerCaller: THREADS - 1,
    waitingPerCaller: WAITING_PER_CALLER,
    waitingSizePerCaller: WAITING_CHARACTERS_PER_CALLER,
  });
  private readonly begun = new Map<number, (threadFile?: string) => void>();
  private threads: Pool | undefined;
  private lastId = 0;
  private readonly limits: EditLimits;

  constructor(@Inject(renderProxyConfig.KEY) config: RenderProxyConfig) {
    const { RENDER_MAX_SECONDS: maxSeconds, RENDER_GENERATED_MEDIA: generatedMedia } = config;
    this.limits = { ...DEFAULT_EDIT_LIMITS, maxSeconds, generatedMedia };
  }

  /**
   * Starts all threads, so that the first task finds one that has loaded its program. Otherwise they start when they
   * are needed.
   */
  warmUp(): void {
    this.threads ??= this.start(THREADS);
    this.threads
      .run(null)
      .catch((error: Error) => this.logger.error(`the checking threads cannot start: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.destroy();
  }

  /**
   * Reads and checks an edit and estimates its length.
   * @throws invalid_edit
   */
  async check({ caller, provider, request }: EditRequest, lengthsOf: LengthsOf): Promise<EditSummary> {
    const summarise = this.asker('summarise', caller, request);
    const first = await summarise({ provider });
    if ('summary' in first) return first.summary;
    const second = await summarise({ provider, lengths: await lengthsOf(first.wants) });
    if ('summary' in second) return second.summary;
    throw new Error('the check asked for lengths twice');
  }

  /**
   * The edit as its renderer renders it.
   * @throws invalid_edit
   */
  async read({ caller, provider, request }: EditRequest): Promise<Edit> {
    return this.asker('read', caller, request)({ provider });
  }

  /** The edit with its merge fields filled in, unchecked. */
  async merge(caller: string, request: unknown): Promise<unknown> {
    return this.asker('merge', caller, request)({});
  }

  /**
   * Why an SVG is refused, in words that follow "svg"; undefined when it can be drawn.
   * @param size of the file in bytes
   * @throws render_source_refused when that takes too long
   */
  inspectSvg(caller: string, path: string, size: number): Promise<string | undefined> {
    return this.run({
      name: 'inspectSvg',
      task: { path },
      caller,
      size,
      tooExpensive: ({ message }) => sourceRefused(`The SVG ${message}`),
    });
  }

  /**
   * When the last caption of a file ends, in seconds; undefined for a file without captions.
   * @param size of the file in bytes
   * @throws render_source_refused also when that takes too long
   */
  captionsEnd(caller: string, path: string, size: number): Promise<number | undefined> {
    return this.run({
      name: 'captionsEnd',
      task: { path },
      caller,
      size,
      tooExpensive: ({ message }) => sourceRefused(`The file of captions ${message}`),
    });
  }

  /** Refuses an edit that is too large before copying it into a thread. */
  private asker<Name extends 'summarise' | 'read' | 'merge'>(name: Name, caller: string, request: unknown) {
    const { limits } = this;
    const budget = new EditBudget(limits);
    budget.add(request);
    return (rest: Omit<CheckTask[Name], 'request' | 'limits'>) =>
      this.run<Name>({
        name,
        task: { ...rest, request, limits } as CheckTask[Name],
        caller,
        size: budget.size,
        tooExpensive,
      });
  }

  /** @throws the task's errors, the result of `tooExpensive`, rate_limited when too many tasks of this caller wait */
  private run<Name extends TaskName>(request: ThreadRequest<Name>): Promise<CheckAnswer[Name]> {
    return this.turns.take(request.caller, request.size, () => this.runNow(request));
  }

  private async runNow<Name extends TaskName>({
    name,
    task,
    size,
    tooExpensive,
  }: ThreadRequest<Name>): Promise<CheckAnswer[Name]> {
    const id = ++this.lastId;
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`no checking thread began in ${ELAPSED_MS} ms`)), ELAPSED_MS);
    let stop = () => clearTimeout(timer);
    this.begun.set(id, (threadFile) => {
      stop();
      stop = watchThread(threadFile, { processorMs: TASK_MS, elapsedMs: ELAPSED_MS }, (exceeded) =>
        limit.abort(
          exceeded === 'processor'
            ? tooExpensive({
                code: 'takes_too_long',
                message: `takes more than ${TASK_MS / 1_000} s of processor time to check.`,
              })
            : new Error(`a checking thread got too little processor time in ${ELAPSED_MS} ms`),
        ),
      );
    });
    try {
      this.threads ??= this.start(1);
      // The task is copied for the thread.
      if (size > LARGE_SIZE) await nextTurn();
      const outcome = await this.threads.run({ id, name, task }, { signal: limit.signal });
      if (!outcome || 'error' in outcome) throw outcome ? unpackError(outcome.error) : new Error('no outcome');
      return outcome.answer as CheckAnswer[Name];
    } catch (error) {
      limit.signal.throwIfAborted();
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw tooExpensive({
          code: 'takes_too_much_memory',
          message: `takes more than ${HEAP_MB} MB of memory to check.`,
        });
      throw error;
    } finally {
      stop();
      this.begun.delete(id);
    }
  }

  /** @param kept number of threads that stay when there is nothing to do */
  private start(kept: number): Pool {
    const threads: Pool = new Piscina({
      filename: PROGRAM,
      name: 'runTask',
      // Replaces ended threads while another one takes the next task.
      minThreads: kept,
      maxThreads: THREADS,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 },
    });
    threads.on('message', ({ begun, threadFile }: TaskBegun) => this.begun.get(begun)?.(threadFile));
    threads.on('error', (error: Error) => this.logger.error(`a checking thread failed: ${error.message}`));
    return threads;
  }
}

const tooExpensive = ({ code, message }: TaskExcess) =>
  editTooExpensive(undefined, { errors: [{ path: '', code, message: `The edit ${message}` }] });
