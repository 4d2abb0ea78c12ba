import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from './wait-until';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run'];

/** Chromium or Chrome on this machine; undefined where there is none. */
export const chromium = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync);

/** `it` where a browser is installed; elsewhere the test is skipped, with a notice. */
export const itInBrowser = chromium ? it : it.skip;
if (!chromium) process.stderr.write('No Chromium is installed: tests in a real browser are skipped.\n');

/**
 * Serves a module script on an origin of its own, opens it in a browser and waits until the script calls `report(result)`, which
 * every script can.
 */
export async function runInBrowser<T>(script: string, timeoutMs: number): Promise<T> {
  let result: { value: T } | undefined;
  const page = `<!doctype html><meta charset="utf-8"><title>A page of an integrator</title><script type="module">
const report = (value) => fetch('/report', { method: 'POST', body: JSON.stringify({ value }) });
addEventListener('unhandledrejection', ({ reason }) => report({ failed: String(reason?.stack ?? reason) }));
${script}
</script>`;
  const server = createServer((request, response) => {
    if (request.method !== 'POST') return response.setHeader('content-type', 'text/html').end(page);
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      result ??= JSON.parse(body) as { value: T };
      response.end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const browser = new Browser(`http://127.0.0.1:${port}/`);
  try {
    return (await waitUntil(() => result, { timeoutMs })).value;
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}

/** The document of an address after its scripts have run for `budgetMs` of the page's own time. */
export async function documentInBrowser(address: string, budgetMs: number): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'reelway-browser-'));
  const options = [...FLAGS, `--user-data-dir=${profile}`, `--virtual-time-budget=${budgetMs}`, '--dump-dom', address];
  try {
    const { stdout } = await promisify(execFile)(chromium ?? '', options, { maxBuffer: 67_108_864, timeout: 120_000 });
    return stdout;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

class Browser {
  private readonly profile = mkdtempSync(join(tmpdir(), 'reelway-browser-'));
  private readonly process: ChildProcess;

  constructor(address: string) {
    this.process = spawn(chromium ?? '', [...FLAGS, `--user-data-dir=${this.profile}`, address], {
      stdio: 'ignore',
      detached: true,
    });
  }

  /** Ends it with its helpers, which are in its process group. */
  async close(): Promise<void> {
    const ended = this.process.exitCode === null && this.process.signalCode === null && once(this.process, 'exit');
    try {
      process.kill(-(this.process.pid ?? 0), 'SIGKILL');
    } catch {
      // It ended by itself.
    }
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
