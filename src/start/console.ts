/** Terminal output for people: plain lines, each once. */
export class Console {
  private readonly since = Date.now();

  line(text = ''): void {
    process.stdout.write(`${text}\n`);
  }

  /** One finished step of the start, with its result. */
  step(name: string, outcome: string): void {
    this.line(`  ${name.padEnd(12)}${outcome}`);
  }

  warn(text: string): void {
    this.line(`! ${text}`);
  }

  /** Time since the start of the `npm start` process, for example "4.2 s". */
  elapsed(since = this.since): string {
    return `${((Date.now() - since) / 1000).toFixed(1)} s`;
  }
}
