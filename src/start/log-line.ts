import type { Console } from './console';

const SHOWN_LEVELS: readonly unknown[] = ['warn', 'error', 'fatal'];
/** In one window the same line is shown once, and more lines than this go to the log file only. */
const LINES_PER_WINDOW = 12;
const WINDOW_MS = 30_000;

interface LogRecord {
  level?: string;
  msg?: string;
  context?: string;
  err?: { message?: string };
  method?: string;
  route?: string;
  status?: number;
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
  const request = record.route ? ` ${record.method} ${record.route} ${record.status}` : '';
  return `${record.level?.toUpperCase()} ${record.context ? `${record.context}: ` : ''}${record.msg ?? ''}${request}${cause}`;
}

/** Repeats on the terminal what one process has to say, but never floods it. */
export class Echo {
  private windowEnds = 0;
  private readonly shown = new Set<string>();
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
      this.shown.clear();
    }
    if (this.shown.has(text) || this.shown.size > LINES_PER_WINDOW) return;
    this.shown.add(text);
    this.console.line(`[${this.name}] ${this.shown.size <= LINES_PER_WINDOW ? text : '… more in the log'}`);
  }
}
