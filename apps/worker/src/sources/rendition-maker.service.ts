import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FfmpegRunner } from '@app/media';
import { planRendition, type Rendition, SourceInspector, type TakenSource } from '@app/render-proxy';
import { Injectable } from '@nestjs/common';
import { type ImportedSource, SourceImporterService } from './source-importer.service';

/** Creates other versions of a source with ffmpeg. */
@Injectable()
export class RenditionMakerService {
  constructor(
    private readonly ffmpeg: FfmpegRunner,
    private readonly inspector: SourceInspector,
    private readonly importer: SourceImporterService,
  ) {}

  /**
   * @param count receives the processor seconds of each step, whether it succeeded or not
   * @throws rendition_refused, media_too_expensive, ffmpeg_failed, too_many_sources, storage_unavailable, or the
   * signal's reason
   */
  async make(
    taken: TakenSource,
    { path, inspected }: ImportedSource,
    { id, transformation }: Rendition,
    count: (seconds: number) => void,
    signal: AbortSignal,
  ): Promise<Rendition> {
    const started = performance.now();
    const plan = planRendition(transformation, inspected);
    const directory = dirname(path);
    const made = join(directory, `${id}.${plan.extension}`);
    const palette = `${id}-palette.png`;
    try {
      for (const pass of plan.passes('source', `${id}.${plan.extension}`, palette)) {
        const run = await this.ffmpeg.run(pass, { directory, signal, limits: plan.limits });
        run.output.resume();
        await run.finished.finally(() => count(run.processorSeconds));
      }
      const { width, height, seconds, fps } = await this.inspect(made, taken.source.userId, signal);
      const name = `${transformation.filename ?? id}.${plan.extension}`;
      const stored = await this.importer.storeRendition(
        taken,
        transformation.filename ? `${id}/${name}` : name,
        made,
        plan.contentType,
        signal,
      );
      const executionTime = Math.round(performance.now() - started);
      const facts = {
        ...(width && { width }),
        ...(height && { height }),
        ...(seconds && { duration: seconds }),
        ...(fps && { fps }),
      };
      const file = { objectKey: stored.key, sizeBytes: stored.size };
      return { id, status: 'ready', transformation, ...file, executionTime, ...facts };
    } finally {
      for (const path of [made, join(directory, palette)]) await rm(path, { force: true });
    }
  }

  /** Returns no facts about formats that we write but do not accept as sources. */
  private async inspect(
    path: string,
    owner: string,
    signal: AbortSignal,
  ): Promise<{ width?: number | null; height?: number | null; seconds?: number | null; fps?: number | null }> {
    if (/\.(ogv|wmv|avif|tif)$/.test(path)) return {};
    return this.inspector.inspect(path, owner, signal);
  }
}
