import type { Console } from './console';

const SHOWN_LEVELS: readonly unknown[] = ['warn', 'error', 'fatal'];
/** More than this in one window goes to the log file only. */
const LINES_PER_WINDOW = 12;
const WINDOW_MS = 10_000;

interface LogRecord {
  level?: string;
  msg?: string;
  context?: string;
  err?: { message?: string };
}

/** A warning or error of a child in words for the terminal; undefined for lines that belong into the log only. */
export function noteworthy(line: string, stream: 'stdout' | 'stderr'): string | undefined {
  if (line.trim() === '') return undefined;
  let record: LogRecord | null;
  try {
    record = JSON.parse(line) as LogRecord | null;
  } catch {
    return stream === 'stderr' ? line : undefined;
  }
  if (!record || !SHOWN_LEVELS.includes(record.level)) return undefined;
  const cause = record.err?.message && record.err.message !== record.msg ? `: ${record.err.message}` : '';
  return `${record.level?.toUpperCase()} ${record.context ? `${record.context}: ` : ''}${record.msg ?? ''}${cause}`;
}

/** Repeats on the terminal what one process has to say, but never floods it. */
export class Echo {
  private windowEnds = 0;
  private shown = 0;
  private muted = true;

  constructor(
    private readonly name: string,
    private readonly console: Console,
    private readonly everything: boolean,
  ) {}

  /** Until a process is ready it is muted: when it fails before that, its last words are shown together. */
  unmute(): void {
    this.muted = false;
  }

  show(line: string, stream: 'stdout' | 'stderr'): void {
    if (this.everything) return this.console.line(`[${this.name}] ${line}`);
    if (this.muted) return;
    const text = noteworthy(line, stream);
    if (text === undefined) return;
    const now = Date.now();
    if (now > this.windowEnds) {
      this.windowEnds = now + WINDOW_MS;
      this.shown = 0;
    }
    this.shown += 1;
    if (this.shown <= LINES_PER_WINDOW) this.console.line(`[${this.name}] ${text}`);
    else if (this.shown === LINES_PER_WINDOW + 1) this.console.line(`[${this.name}] … more in the log`);
  }
}
