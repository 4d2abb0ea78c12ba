import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';
import { unpackError } from '@app/media';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { EditBudget } from '../edit/edit-budget';
import { DEFAULT_EDIT_LIMITS, type EditLimits } from '../edit/edit-limits';
import { type RenderProxyConfig, renderProxyConfig } from '../render-proxy.config';
import { editTooExpensive } from '../render-proxy.errors';
import { CallerTurns } from './caller-turns';
import type { CheckOutcome, CheckTask, EditSummary, EditToCheck, TaskBegun } from './check-messages';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/checking/check-program.js');
/** At least two, so that one caller never has all of them. */
const THREADS = Math.max(2, Math.min(4, availableParallelism()));
const HEAP_MB = 256;
/** Milliseconds from the moment at which a thread begins with an edit. */
const CHECK_MS = 2_000;
/** Milliseconds until a thread begins with it; only a new thread takes more than a moment. */
const BEGIN_MS = 30_000;
/** Edits of one caller that may wait for a thread, and their characters in total. */
const WAITING_PER_CALLER = 1_000;
const WAITING_CHARACTERS_PER_CALLER = 40_000_000;

/** Finds out how long remote sources are, in seconds; undefined for those that do not say. */
export type LengthsOf = (sources: readonly string[]) => Promise<ReadonlyMap<string, number | undefined>>;

export interface EditRequest {
  /** The caller that the work belongs to: callers take turns. */
  caller: string;
  /** Name of the renderer. */
  provider: string;
  request: unknown;
}

/** Checks edits in threads of their own, with limits on time and memory, so that no edit delays other requests. */
@Injectable()
export class EditCheckService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(EditCheckService.name);
  private readonly turns = new CallerTurns({
    concurrent: THREADS,
    concurrentPerCaller: THREADS - 1,
    waitingPerCaller: WAITING_PER_CALLER,
    waitingSizePerCaller: WAITING_CHARACTERS_PER_CALLER,
  });
  private readonly begun = new Map<number, () => void>();
  private threads: Piscina<CheckTask | null, CheckOutcome | undefined> | undefined;
  private lastId = 0;

  private readonly limits: EditLimits;

  constructor(@Inject(renderProxyConfig.KEY) { RENDER_MAX_SECONDS: maxSeconds }: RenderProxyConfig) {
    this.limits = { ...DEFAULT_EDIT_LIMITS, maxSeconds };
  }

  /** Starts a thread early, so that the first edit finds its program loaded. */
  onApplicationBootstrap(): void {
    this.pool()
      .run(null)
      .catch((error: Error) => this.logger.error(`the checking threads cannot start: ${error.message}`));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.threads?.destroy();
  }

  /**
   * Reads and checks an edit and estimates its length.
   * @throws invalid_edit, edit_too_expensive; rate_limited when too many edits of this caller wait
   */
  async check({ caller, provider, request }: EditRequest, lengthsOf: LengthsOf): Promise<EditSummary> {
    const { limits } = this;
    // Too large an edit is refused before it is copied into a thread.
    const budget = new EditBudget(limits);
    budget.add(request);
    const edit = { provider, request, limits };
    const first = await this.turns.take(caller, budget.size, () => this.run(edit));
    if ('summary' in first) return first.summary;
    const lengths = await lengthsOf(first.wants);
    const second = await this.turns.take(caller, budget.size, () => this.run({ ...edit, lengths }));
    if ('summary' in second) return second.summary;
    throw new Error('the check asked for lengths twice');
  }

  private async run(edit: EditToCheck): Promise<Exclude<CheckOutcome, { error: unknown }>> {
    const id = ++this.lastId;
    const [late, deadline] = [new AbortController(), new AbortController()];
    let timer = setTimeout(() => late.abort(new Error(`no checking thread began within ${BEGIN_MS} ms`)), BEGIN_MS);
    this.begun.set(id, () => {
      clearTimeout(timer);
      timer = setTimeout(() => deadline.abort(), CHECK_MS);
    });
    try {
      const outcome = await this.pool().run(
        { id, ...edit },
        { signal: AbortSignal.any([late.signal, deadline.signal]) },
      );
      if (!outcome || 'error' in outcome) throw outcome ? unpackError(outcome.error) : new Error('no outcome');
      return outcome;
    } catch (error) {
      late.signal.throwIfAborted();
      if (deadline.signal.aborted)
        throw tooExpensive('takes_too_long', `takes longer than ${CHECK_MS / 1_000} s to check.`);
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw tooExpensive('takes_too_much_memory', `takes more than ${HEAP_MB} MB of memory to check.`);
      throw error;
    } finally {
      clearTimeout(timer);
      this.begun.delete(id);
    }
  }

  private pool(): Piscina<CheckTask | null, CheckOutcome | undefined> {
    this.threads ??= this.start();
    return this.threads;
  }

  private start(): Piscina<CheckTask | null, CheckOutcome | undefined> {
    const threads = new Piscina<CheckTask | null, CheckOutcome | undefined>({
      filename: PROGRAM,
      name: 'checkEdit',
      // Replaces ended threads while another one takes the next edit.
      minThreads: THREADS,
      maxThreads: THREADS,
      idleTimeout: 60_000,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: 32 },
    });
    threads.on('message', ({ begun }: TaskBegun) => this.begun.get(begun)?.());
    threads.on('error', (error: Error) => this.logger.error(`a checking thread failed: ${error.message}`));
    return threads;
  }
}

const tooExpensive = (code: string, message: string) =>
  editTooExpensive(undefined, { errors: [{ path: '', code, message: `The edit ${message}` }] });
