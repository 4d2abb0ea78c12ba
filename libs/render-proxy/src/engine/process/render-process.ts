import { type ChildProcess, fork } from 'node:child_process';
import { basename, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { environment } from '@app/core';
import { renderFailed } from '../../render-proxy.errors';
import type { RenderOptions } from '../local-engine';
import type { RenderedFiles } from '../run/produce-output';
import { killGroup } from './process-group';
import { type RenderReport, type RenderRequest, unpackError } from './render-messages';

/** All that a render's process gets to see of our environment: no secrets, no addresses of stores. */
const VISIBLE = ['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'FETCH_ALLOW_HOSTS'];
const PROGRAMS = ['FFMPEG_PATH', 'FFPROBE_PATH'];
/** Of the JavaScript heap; pictures lie outside of it. */
const HEAP_MB = 1024;
const KEPT_LOG = 4_096;

/** One render in a process group of its own, which ends with this object's `run`, with us, and with everything it started. */
export class RenderProcess {
  private readonly child: ChildProcess;
  private log = '';

  /** @param program path of a JavaScript file that calls `serveRender` */
  constructor(
    program: string,
    private readonly request: RenderRequest,
  ) {
    this.child = fork(program, [], {
      // Not our working directory: the .env file there is not the render's business.
      cwd: request.workRoot,
      env: visibleEnvironment(),
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      detached: true,
      serialization: 'advanced',
      stdio: ['pipe', 'ignore', 'pipe', 'ipc'],
    });
    (this.child.stderr as Readable)
      .setEncoding('utf8')
      .on('data', (text: string) => (this.log = (this.log + text).slice(-KEPT_LOG)));
    this.child.stdin?.on('error', () => undefined);
  }

  /**
   * Renders, and ends the whole process group before it returns, however it ends.
   * @throws what LocalEngine.render throws; render_failed when the process died; the signal's reason
   */
  async run({ signal, onProgress }: Pick<RenderOptions, 'signal' | 'onProgress'>): Promise<RenderedFiles> {
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
    const outcome = new Promise<RenderedFiles>((resolve, reject) => {
      this.child.on('message', (report: RenderReport) => {
        if (report.type === 'progress') onProgress?.(report.stage, report.progress);
        else if (report.type === 'done') resolve(report.files);
        else reject(unpackError(report.error));
      });
      this.child.once('error', (cause) =>
        reject(renderFailed('The process of the render could not be started.', { cause })),
      );
      this.child.once('exit', (status, signal) => {
        const cause = new Error(`the process of the render ended with ${signal ?? status}: ${this.log.trim()}`);
        reject(renderFailed(undefined, { cause }));
      });
    });
    // An error of the channel means that the process has ended, which `exit` tells.
    this.child.send(this.request, () => undefined);
    return outcome;
  }
}

function visibleEnvironment(): Record<string, string> {
  const all = environment();
  const entries = (names: readonly string[]) =>
    names.flatMap((name): [string, string][] => (all[name] === undefined ? [] : [[name, all[name]]]));
  // A plain name is looked up in PATH; everything else is relative to our folder, which is not the render's.
  const programs = entries(PROGRAMS).map(([name, path]) => [name, basename(path) === path ? path : resolve(path)]);
  return Object.fromEntries([...entries(VISIBLE), ...programs]) as Record<string, string>;
}
