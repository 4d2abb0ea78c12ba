const WINDOW_MS = 60_000;

/** Limits that slide over 60 seconds. */
export class RateWindows {
  private readonly calls = new Map<string, number[]>();

  /** Counts a call. @returns false above the limit: the call is not counted then */
  take(key: string, limit: number, now: number): boolean {
    const recent = (this.calls.get(key) ?? []).filter((at) => at > now - WINDOW_MS);
    const fits = recent.length < limit;
    if (fits) recent.push(now);
    this.calls.set(key, recent);
    return fits;
  }
}
