/** Turns of callers: each has a limited number at a time, and gets the next ones in the order of its requests. */
export class CallerTurns {
  private readonly callers = new Map<string, { running: number; readonly waiting: Waiting[] }>();

  /**
   * Resolves when it is the request's turn.
   * @param most turns of this caller at a time
   * @returns ends the turn; further calls do nothing
   */
  async take(caller: string, most: number): Promise<() => void> {
    const turns = this.callers.get(caller) ?? { running: 0, waiting: [] };
    this.callers.set(caller, turns);
    if (turns.running < most) turns.running += 1;
    else await new Promise<void>((begin) => turns.waiting.push(begin));
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      const begin = turns.waiting.shift();
      // The next request takes over the turn.
      if (begin) return begin();
      turns.running -= 1;
      if (turns.running === 0) this.callers.delete(caller);
    };
  }
}

type Waiting = () => void;
