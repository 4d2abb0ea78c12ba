import { appendFileSync, existsSync, renameSync, statSync } from 'node:fs';
import { inWords } from './log-line';

const MAX_BYTES = 10 * 1024 * 1024;
const TAIL_LINES = 30;

/** The log of one child process: the file and one older one, so that logs never fill a disk. */
export class LogFile {
  private size: number;
  private readonly lastLines: string[] = [];

  constructor(readonly path: string) {
    this.size = existsSync(path) ? statSync(path).size : 0;
  }

  write(line: string): void {
    if (this.size > MAX_BYTES) this.rotate();
    const text = `${line}\n`;
    this.size += Buffer.byteLength(text);
    this.lastLines.push(line);
    if (this.lastLines.length > TAIL_LINES) this.lastLines.shift();
    try {
      appendFileSync(this.path, text, { mode: 0o600 });
    } catch {
      // A full disk must not stop the product: the terminal has shown the line, or it is lost.
    }
  }

  /** The last output of the process, for the terminal. */
  tail(): string {
    return this.lastLines.map((line) => `    ${inWords(line)}`).join('\n');
  }

  private rotate(): void {
    try {
      renameSync(this.path, `${this.path}.1`);
    } catch {
      return;
    }
    this.size = 0;
  }
}
