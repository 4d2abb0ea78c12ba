import { rateLimited } from '../core.errors';

export interface TurnLimits {
  /** Number of pieces of work that run concurrently. */
  concurrent: number;
  /** The part of them that one caller may use. */
  concurrentPerCaller: number;
  /** Pieces of one caller's work that may wait; more are refused. */
  waitingPerCaller: number;
  /** Their total size, in the unit of `take`. A caller with nothing waiting may add one piece of any size. */
  waitingSizePerCaller: number;
}

interface Caller {
  running: number;
  /** Number of its last turn; 0 before its first. */
  turn: number;
  waiting: { begin: () => void; size: number }[];
  waitingSize: number;
}

/**
 * Shares a few slots fairly among callers: they take turns, so that a caller with much work delays nobody by more than
 * one piece of it.
 */
export class CallerTurns {
  private running = 0;
  private turn = 0;
  /** Callers with work. */
  private readonly callers = new Map<string, Caller>();

  constructor(private readonly limits: TurnLimits) {}

  /**
   * @param size memory that the waiting work occupies
   * @throws rate_limited when too much of this caller's work already waits
   */
  async take<T>(name: string, size: number, work: () => Promise<T>): Promise<T> {
    const caller = this.callers.get(name) ?? { running: 0, turn: 0, waiting: [], waitingSize: 0 };
    const { waitingPerCaller, waitingSizePerCaller } = this.limits;
    const isFull = caller.waiting.length > 0 && caller.waitingSize + size > waitingSizePerCaller;
    if (isFull || caller.waiting.length >= waitingPerCaller)
      throw rateLimited('Too many of your requests of this kind are waiting.', { retryAfterSeconds: 1 });
    this.callers.set(name, caller);
    await new Promise<void>((resolve) => {
      caller.waiting.push({ begin: resolve, size });
      caller.waitingSize += size;
      this.next();
    });
    try {
      return await work();
    } finally {
      this.running -= 1;
      caller.running -= 1;
      if (caller.running === 0 && caller.waiting.length === 0) this.callers.delete(name);
      this.next();
    }
  }

  /** Starts as much as the slots allow: the caller whose last turn is longest ago comes first. */
  private next(): void {
    while (this.running < this.limits.concurrent) {
      let chosen: Caller | undefined;
      for (const caller of this.callers.values()) {
        const mayBegin = caller.waiting.length > 0 && caller.running < this.limits.concurrentPerCaller;
        if (mayBegin && (!chosen || caller.turn < chosen.turn)) chosen = caller;
      }
      const next = chosen?.waiting.shift();
      if (!chosen || !next) return;
      chosen.waitingSize -= next.size;
      this.running += 1;
      chosen.running += 1;
      chosen.turn = ++this.turn;
      next.begin();
    }
  }
}
