import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { makeWorkFolder, sweepWorkFolders } from '@app/media';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Edit } from '../../edit/edit';
import type { EditLimits } from '../../edit/edit-limits';
import type { RenderOptions } from '../../engine/local-engine';
import { RenderProcess } from '../../engine/process/render-process';
import type { RenderedFiles } from '../../engine/run/produce-output';
import { validateEdit } from '../../engine/validate-edit';

/** Where the program of a render's own process lies: it calls `serveRender` with an engine that an app has put together. */
export class RenderProgram {
  constructor(readonly path: string) {}
}

/** The local engine in a process of its own for each render: painting blocks an event loop, and a killed render leaves nothing behind. */
@Injectable()
export class LocalRenderer implements OnApplicationBootstrap {
  constructor(private readonly program: RenderProgram) {}

  /** Removes what renders left behind that were killed together with their worker. */
  async onApplicationBootstrap(): Promise<void> {
    await sweepWorkFolders(tmpdir());
  }

  /** @see validateEdit */
  validate(input: unknown, limits?: EditLimits): Edit {
    return validateEdit(input, limits);
  }

  /**
   * Like `LocalEngine.render`, outside of this process. An abort ends everything at once, ffmpeg included.
   * @throws invalid_edit, render_source_refused (both with JSON paths), render_failed, or the signal's reason
   */
  async render(edit: Edit, options: RenderOptions): Promise<RenderedFiles> {
    const { destination, sourceLimits, maxSeconds, signal } = options;
    signal?.throwIfAborted();
    const workRoot = await makeWorkFolder(options.workRoot ?? tmpdir());
    try {
      return await new RenderProcess(this.program.path, { edit, destination, workRoot, sourceLimits, maxSeconds }).run(
        options,
      );
    } finally {
      await rm(workRoot, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
