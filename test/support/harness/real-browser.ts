import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { waitUntil } from './wait-until';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** A test that waits has its own deadline; this one is for the start of a browser and for actions on a page that is there. */
const ACTION_MS = 120_000;

/** Chromium or Chrome on this machine; undefined where there is none. */
const executablePath = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(existsSync);

/** `it` where a browser is installed; elsewhere the test is skipped, with a notice. */
export const itInBrowser = executablePath ? it : it.skip;
if (!executablePath) process.stderr.write('No Chromium is installed: tests in a real browser are skipped.\n');

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** The browser of this file; a new one after a crash. */
async function openBrowser(): Promise<Browser> {
  if (!browser?.isConnected())
    browser = await playwright.launch({
      executablePath,
      args: ['--disable-gpu', '--disable-dev-shm-usage'],
      timeout: ACTION_MS,
    });
  return browser;
}

/** Opens an empty page with cookies, storage and cache of its own, which end with `use`. */
export async function withPage<T>(use: (page: Page) => Promise<T>): Promise<T> {
  const context = await (await openBrowser()).newContext();
  try {
    // Of further tabs as well.
    context.setDefaultTimeout(ACTION_MS);
    return await use(await context.newPage());
  } finally {
    await context.close();
  }
}

/**
 * Serves a module script on an origin of its own, opens it in a browser and waits until the script calls `report(result)`, which
 * every script can.
 */
export async function runInBrowser<T>(script: string, timeoutMs: number): Promise<T> {
  const html = `<!doctype html><meta charset="utf-8"><title>A page of an integrator</title><script type="module">
addEventListener('unhandledrejection', ({ reason }) => report({ failed: String(reason?.stack ?? reason) }));
${script}
</script>`;
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    return await withPage(async (page) => {
      let result: { value: T } | undefined;
      await page.exposeFunction('report', (value: T) => (result ??= { value }));
      await page.goto(`http://127.0.0.1:${port}/`);
      return (await waitUntil(() => result, { timeoutMs })).value;
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Everything that goes wrong on a page from now on: errors of scripts, refusals of the content security policy, 5xx. */
export function faultsOf(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    // The browser reports each answer of 400 and more as well; some are expected.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) faults.push(`${answer.status()} ${answer.url()}`);
  });
  return faults;
}

interface AxeResults {
  violations: { id: string; impact: string; nodes: { target: string[] }[] }[];
}

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The serious faults that axe finds on the page for people who use it with assistive technology, in light and dark. */
export async function accessFaultsOf(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const fault of await seriousFaultsOf(page)) faults.push(`${colorScheme} ${page.url()} ${fault}`);
  }
  return faults;
}

/** The serious faults that axe finds on the page as it is. @param rules only these; all of them by default */
export async function seriousFaultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const options = { resultTypes: ['violations'], preload: false, ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(options)})`);
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
