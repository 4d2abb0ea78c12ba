import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { LocalEngine } from '../local-engine';
import { killGroup } from './process-group';
import { packError, type RenderReport, type RenderRequest } from './render-messages';

/** Painting is patient work: requests and heartbeats of this machine come first. */
const NICENESS = 5;
const REPORT_EVERY_MS = 100;
/**
 * Blocks on standard input, which the parent holds open and never writes to. It ends when the parent does, however that came about, and
 * a thread of its own notices even while the main thread is deep in a picture.
 */
const LIFELINE = `
  try { require('node:fs').readSync(0, Buffer.alloc(1)); } catch {}
  try { process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); }
`;

/**
 * The whole of a render's own process: takes one request from the parent, reports, and waits to be ended. It never ends by itself, so that
 * the parent ends it together with whatever is still running in its group.
 */
export function serveRender(engine: LocalEngine): void {
  if (!process.send)
    throw new Error('This program is started by a worker. To render at a terminal: npm run render -- edit.json');
  new Worker(LIFELINE, { eval: true });
  process.once('disconnect', () => killGroup(process.pid));
  setPriority(NICENESS);
  process.once('message', (request: RenderRequest) => void render(engine, request));
}

async function render(engine: LocalEngine, { edit, ...options }: RenderRequest): Promise<void> {
  const report = (message: RenderReport) => process.send?.(message);
  let reported = { stage: '', at: 0 };
  const onProgress: Parameters<LocalEngine['render']>[1]['onProgress'] = (stage, progress) => {
    if (stage === reported.stage && performance.now() - reported.at < REPORT_EVERY_MS) return;
    reported = { stage, at: performance.now() };
    report({ type: 'progress', stage, progress });
  };
  try {
    report({ type: 'done', files: await engine.render(edit, { ...options, onProgress }) });
  } catch (error) {
    report({ type: 'failed', error: packError(error) });
  }
}
