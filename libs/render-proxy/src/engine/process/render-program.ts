import 'reflect-metadata';
import { setPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { killGroup } from '@app/media';
import type { RenderOptions } from '../render-engine';
import { standaloneEngine, standaloneFetcher } from '../standalone-engine';
import { packError, type RenderReport, type RenderRequest } from './render-messages';

/** Low priority: request handling and heartbeats come first. */
const NICENESS = 5;
const REPORT_EVERY_MS = 100;
/**
 * Waits for the end of standard input, which the parent holds open and never writes to: it closes when the parent ends
 * for any reason. A separate thread notices that even while the main thread paints. It must not block: Node asks every
 * thread for `process.report`.
 */
const LIFELINE = `
  const { Socket } = require('node:net');
  new Socket({ fd: 0 }).on('error', () => undefined).on('close', end).resume();
  function end() {
    try { process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL'); } catch { process.kill(process.pid, 'SIGKILL'); }
  }
`;

async function render({ edit, ffmpeg, ...options }: RenderRequest): Promise<void> {
  const report = (message: RenderReport) => process.send?.(message);
  let reported = { stage: '', at: 0 };
  const onProgress: RenderOptions['onProgress'] = (stage, progress) => {
    if (stage === reported.stage && performance.now() - reported.at < REPORT_EVERY_MS) return;
    reported = { stage, at: performance.now() };
    report({ type: 'progress', stage, progress });
  };
  try {
    const engine = standaloneEngine(standaloneFetcher(), ffmpeg);
    report({ type: 'done', files: await engine.render(edit, { ...options, onProgress }) });
  } catch (error) {
    report({ type: 'failed', error: packError(error) });
  }
}

/**
 * The program of a render process: it takes one request from its parent, reports, and waits. It never exits by itself,
 * so that the parent can kill it together with every process still running in its group.
 */
function serve(): void {
  if (!process.send)
    throw new Error('This program is started by a worker. To render at a terminal: npm run render -- edit.json');
  new Worker(LIFELINE, { eval: true });
  process.once('disconnect', () => killGroup(process.pid));
  setPriority(NICENESS);
  process.once('message', (request: RenderRequest) => void render(request));
}

serve();
