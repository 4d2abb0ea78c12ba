import type { Console } from './console';

const SHOWN_LEVELS: readonly unknown[] = ['warn', 'error', 'fatal'];
/** Within one window, the same line is shown once, and further lines above this number go to the log file only. */
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

/** A line of a child's output in words for people: a structured record without its stack and details. */
export function inWords(line: string): string {
  const record = asRecord(line);
  return record ? describeRecord(record) : line;
}

/** Only warnings and errors; undefined for lines that belong in the log file only. */
export function noteworthy(line: string, stream: 'stdout' | 'stderr'): string | undefined {
  const record = asRecord(line);
  if (!record) return stream === 'stderr' && line.trim() !== '' ? line : undefined;
  return SHOWN_LEVELS.includes(record.level) ? describeRecord(record) : undefined;
}

function asRecord(line: string): LogRecord | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as LogRecord;
  } catch {
    return undefined;
  }
}

function describeRecord({ level, context, msg, err, method, route, status }: LogRecord): string {
  const cause = err?.message && err.message !== msg ? `: ${err.message}` : '';
  return `${level?.toUpperCase() ?? ''} ${context ? `${context}: ` : ''}${msg ?? ''}${route ? ` ${method} ${route} ${status}` : ''}${cause}`;
}

/** Repeats one process's important lines on the terminal, but never floods it. */
export class Echo {
  private windowEnds = 0;
  private readonly shown = new Set<string>();
  private muted = true;

  constructor(
    private readonly name: string,
    private readonly console: Console,
    private readonly everything: boolean,
  ) {}

  /** A process is muted until it is ready: if it fails before that, its last lines are shown together. */
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
