import { type ChildProcess, fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type AppError, environment, PACKAGE_ROOT } from '@app/core';
import { type BoxLimits, type Ffmpeg, killGroup, limitedCommand, makeWorkFolder } from '@app/media';
import type { Edit } from '../../edit/edit';
import { DEFAULT_EDIT_LIMITS } from '../../edit/edit-limits';
import { RenderProxyEnv } from '../../render-proxy.config';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderedFiles, RenderOptions } from '../render-engine';
import { renderAllowance } from './render-allowance';
import { type RenderReport, type RenderRequest, unpackError } from './render-messages';
import { RenderWatch } from './render-watch';

const PROGRAM = join(PACKAGE_ROOT, 'dist/libs/render-proxy/src/engine/process/render-program.js');
/** The environment of a render process: no secrets, no addresses of stores. */
const VISIBLE = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'FETCH_ALLOW_HOSTS'];
const PROGRAMS = ['FFMPEG_PATH', 'FFPROBE_PATH'];
/** Share of the memory that the JavaScript heap may use; pictures lie outside it. */
const HEAP_SHARE = 0.6;
const KEPT_LOG = 4_096;

export interface ProcessOptions extends RenderOptions {
  /** Default: what the edit's size allows. */
  limits?: BoxLimits;
  /** Known facts about ffmpeg. */
  ffmpeg?: Ffmpeg;
}

/**
 * Like `RenderEngine.render`, in a process of its own, because painting blocks an event loop. An abort kills the
 * process and its ffmpeg processes, as does exceeding a limit.
 * @throws invalid_edit, render_source_refused (both with JSON paths), render_too_expensive (with the used
 * `processor_seconds` as an extra member), render_failed, or the signal's reason
 */
export async function renderInProcess(edit: Edit, options: ProcessOptions): Promise<RenderedFiles> {
  const { destination, sourceLimits, maxSeconds, ffmpeg, signal, onProgress } = options;
  signal?.throwIfAborted();
  const limits =
    options.limits ?? renderAllowance(edit, maxSeconds ?? DEFAULT_EDIT_LIMITS.maxSeconds, new RenderProxyEnv());
  const workRoot = await makeWorkFolder(options.workRoot ?? tmpdir());
  try {
    const request = { edit, destination, workRoot, sourceLimits, maxSeconds, ffmpeg };
    return await new RenderProcess(request, workRoot, limits).run(signal, onProgress);
  } finally {
    await rm(workRoot, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** One render in a process group of its own, which ends when `run` returns or when this process ends. */
class RenderProcess {
  private readonly child: ChildProcess;
  private log = '';

  constructor(
    private readonly request: RenderRequest,
    directory: string,
    private readonly limits: BoxLimits,
  ) {
    const heapMb = Math.floor(limits.memoryMb * HEAP_SHARE);
    const node = limitedCommand(process.execPath, [`--max-old-space-size=${heapMb}`], limits);
    this.child = fork(PROGRAM, [], {
      // The .env file in our working directory must stay out of reach.
      cwd: directory,
      env: visibleEnvironment(),
      execPath: node.program,
      execArgv: node.args,
      detached: true,
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    (this.child.stderr as Readable)
      .setEncoding('utf8')
      .on('data', (text: string) => (this.log = (this.log + text).slice(-KEPT_LOG)));
    this.child.stdin?.on('error', () => undefined);
  }

  /** Kills the whole process group before it returns or throws. */
  async run(signal: AbortSignal | undefined, onProgress: RenderOptions['onProgress']): Promise<RenderedFiles> {
    const ended = new Promise<void>((resolve) =>
      this.child.once('exit', () => resolve()).once('error', () => resolve()),
    );
    const kill = () => this.child.pid !== undefined && killGroup(this.child.pid);
    signal?.addEventListener('abort', kill, { once: true });
    try {
      signal?.throwIfAborted();
      return await this.outcome(onProgress);
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', kill);
      kill();
      await ended;
    }
  }

  private async outcome(onProgress: RenderOptions['onProgress']): Promise<RenderedFiles> {
    let watch: RenderWatch | undefined;
    const outcome = new Promise<RenderedFiles>((resolve, reject) => {
      if (this.child.pid !== undefined) watch = new RenderWatch(this.child.pid, this.limits, reject);
      const fail = (error: AppError) => reject(watch?.explain(error) ?? error);
      this.child.on('message', (report: RenderReport) => {
        if (report.type === 'progress') {
          watch?.progressed(report.stage);
          onProgress?.(report.stage, report.progress);
        } else if (report.type === 'done') resolve(report.files);
        else fail(unpackError(report.error));
      });
      this.child.once('error', (cause) => reject(renderFailed('The render process could not be started.', { cause })));
      this.child.once('exit', (status, signal) => {
        const cause = new Error(`the render process ended with ${signal ?? status}: ${this.log.trim()}`);
        fail(renderFailed(undefined, { cause }));
      });
    });
    // The channel fails only when the process has ended; `exit` reports that.
    this.child.send(this.request, () => undefined);
    return outcome.finally(() => watch?.close());
  }
}

function visibleEnvironment(): Record<string, string> {
  const all = environment();
  const entries = (names: readonly string[]) =>
    names.flatMap((name): [string, string][] => (all[name] === undefined ? [] : [[name, all[name]]]));
  // A plain name is looked up in PATH; a path is relative to our working directory, which the render does not share.
  const programs = entries(PROGRAMS).map(([name, path]) => [name, basename(path) === path ? path : resolve(path)]);
  return Object.fromEntries([...entries(VISIBLE), ...programs]) as Record<string, string>;
}
