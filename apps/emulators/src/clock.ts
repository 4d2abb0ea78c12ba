const MAX_TIMER_MS = 2_000_000_000;

interface Entry {
  at: number;
  run: () => void;
}

/** The emulator's own time in milliseconds: real, faster, slower or stopped, and moved forward by hand. */
export class Clock {
  private speed = 1;
  private base = Date.now();
  private since = performance.now();
  private entries: Entry[] = [];
  private timer?: NodeJS.Timeout;

  now(): number {
    return this.base + (performance.now() - this.since) * this.speed;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** @param speed seconds that pass here per real second; 0 stops the clock until `advance` */
  run(speed: number): void {
    this.set(this.now());
    this.speed = speed;
    this.arm();
  }

  /** Runs everything that falls due in between, each at its own time. */
  advance(seconds: number): void {
    const target = this.now() + seconds * 1_000;
    this.runUntil(target);
    this.set(target);
    this.arm();
  }

  in(seconds: number, run: () => void): void {
    this.entries.push({ at: this.now() + seconds * 1_000, run });
    this.arm();
  }

  stop(): void {
    this.entries = [];
    clearTimeout(this.timer);
  }

  private set(now: number): void {
    this.base = now;
    this.since = performance.now();
  }

  private runUntil(target: number): void {
    for (;;) {
      const next = this.next();
      if (!next || next.at > target) return;
      this.entries.splice(this.entries.indexOf(next), 1);
      this.set(Math.max(next.at, this.base));
      next.run();
    }
  }

  private next(): Entry | undefined {
    return this.entries.reduce<Entry | undefined>(
      (first, entry) => (first && first.at <= entry.at ? first : entry),
      undefined,
    );
  }

  private arm(): void {
    clearTimeout(this.timer);
    const next = this.next();
    if (!next || this.speed === 0) return;
    const wait = Math.min(Math.max((next.at - this.now()) / this.speed, 0), MAX_TIMER_MS);
    this.timer = setTimeout(() => {
      this.runUntil(this.now());
      this.arm();
    }, wait);
    this.timer.unref();
  }
}
