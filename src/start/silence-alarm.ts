import { availableParallelism, loadavg } from 'node:os';

/** A process that is silent for this long hangs: twenty heartbeats. */
const SILENCE_MS = 20_000;
/** The additional silence allowed on a machine with more work than processors. */
const MOST_PATIENCE = 4;
const LOOK_MS = 1_000;

/**
 * Raises an alarm once when the heartbeats of a process stop. Time in which this process itself did not run (because
 * the machine slept or was overloaded) does not count, because the heartbeats of that time are still unread.
 */
export class SilenceAlarm {
  private silentMs = 0;
  private lookedAt: number;
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly onSilence: () => void,
    private readonly now: () => number = () => performance.now(),
    private readonly load: () => number = () => (loadavg()[0] ?? 0) / availableParallelism(),
  ) {
    this.lookedAt = now();
  }

  /** The first heartbeat arms the alarm: a process that sends none is not watched. */
  beat(): void {
    this.silentMs = 0;
    this.timer ??= setInterval(() => this.look(), LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  look(): void {
    const now = this.now();
    this.silentMs += Math.min(now - this.lookedAt, 2 * LOOK_MS);
    this.lookedAt = now;
    if (this.silentMs < SILENCE_MS * Math.min(Math.max(1, this.load()), MOST_PATIENCE)) return;
    this.stop();
    this.onSilence();
  }
}
