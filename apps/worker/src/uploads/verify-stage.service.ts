import {
  MediaProbe,
  playsEverything,
  readHead,
  type SourceVideo,
  sniffFormat,
  sourceVideoOf,
  unreadableMedia,
} from '@app/media';
import { type UploadProbe, uploadUnusable } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { UploadRun } from './upload-run';
import type { UploadWorkFiles } from './upload-work-files';

/** The result of the first stage: facts to show, and facts for the transcode. */
export interface VerifiedVideo {
  probe: UploadProbe;
  source: SourceVideo;
}

/** Identifies an uploaded file; its name and announced type do not count. */
@Injectable()
export class VerifyStageService {
  /** By the files of a run. */
  private readonly verified = new WeakMap<UploadWorkFiles, Promise<VerifiedVideo>>();

  constructor(private readonly probe: MediaProbe) {}

  /**
   * Inspects the video once for all stages of a run.
   * @throws upload_unusable, unreadable_media, ffmpeg_unavailable and the errors of fetching the file
   */
  inspect(run: UploadRun, onProgress?: (share: number) => void): Promise<VerifiedVideo> {
    const verified = this.verified.get(run.files) ?? this.verify(run, onProgress);
    this.verified.set(run.files, verified);
    return verified;
  }

  private async verify(
    { files, upload, signal }: UploadRun,
    onProgress?: (share: number) => void,
  ): Promise<VerifiedVideo> {
    const path = await files.source(onProgress);
    const format = sniffFormat(await readHead(path));
    if (format?.kind !== 'video')
      throw uploadUnusable(`The content is ${format?.contentType ?? 'of an unknown format'}.`);
    const described = await this.probe.describe(path, format.demuxer, signal);
    const plays = await playsEverything(path, format.demuxer);
    const source = sourceVideoOf(described, format.demuxer, upload.sizeBytes, plays);
    if (!source) throw unreadableMedia('The file contains no video.');
    const { num, den } = source.frameRate;
    const probe: UploadProbe = {
      format: format.extension,
      seconds: source.seconds,
      width: source.width,
      height: source.height,
      fps: Math.round((num / den) * 1_000) / 1_000,
      videoCodec: source.codec,
      audioCodec: source.audio?.codec ?? null,
      recordedAt: source.createdAt === undefined ? null : new Date(source.createdAt * 1_000).toISOString(),
    };
    return { probe, source };
  }
}
