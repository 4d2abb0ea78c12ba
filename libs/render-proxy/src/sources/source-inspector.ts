import { stat } from 'node:fs/promises';
import { MediaProbe, readHead, type SniffedFormat, sniffFormat, whyUnusable } from '@app/media';
import { Injectable } from '@nestjs/common';
import { EditCheckService } from '../checking/edit-check.service';
import { sourceRefused } from '../render-proxy.errors';
import type { SourceFacts } from './source.entity';

/** Facts read from the bytes of a file. */
export interface InspectedSource extends SourceFacts, SniffedFormat {
  hasSound: boolean;
}

const MOST_PIXELS = 100_000_000;
const MOST_SVG_BYTES = 10 * 2 ** 20;
/** ffprobe reports one frame as the length of a still picture. */
const SHORTEST_ANIMATION = 0.15;

/** Codecs of a Matroska file that browsers play as WebM. */
const WEBM = /^(vp8|vp9|av1|vorbis|opus)$/;

/** Identifies files that users add as sources. */
@Injectable()
export class SourceInspector {
  constructor(
    private readonly probe: MediaProbe,
    private readonly checks: EditCheckService,
  ) {}

  /**
   * @param owner the account that owns the file
   * @throws render_source_refused or unreadable_media for a file that no edit can use; rate_limited when too many tasks
   * of this owner wait
   */
  async inspect(path: string, owner: string, signal: AbortSignal): Promise<InspectedSource> {
    const head = await readHead(path);
    const format = sniffFormat(head);
    if (!format || (format.kind === 'image' && format.demuxer === ''))
      throw sourceRefused(`The file ${whyUnusable(head)}`);
    const bare = {
      ...format,
      hasSound: false,
      width: null,
      height: null,
      seconds: null,
      fps: null,
    };
    if (format.kind === 'svg') await this.inspectSvg(path, owner);
    return format.demuxer === '' ? bare : this.inspectMedia(path, bare, signal);
  }

  /** Uses a thread, because reading a large SVG takes a while. */
  private async inspectSvg(path: string, owner: string): Promise<void> {
    const { size } = await stat(path);
    if (size > MOST_SVG_BYTES) throw sourceRefused(`The SVG is larger than ${MOST_SVG_BYTES / 2 ** 20} MB.`);
    const problem = await this.checks.inspectSvg(owner, path, size);
    if (problem) throw sourceRefused(`The file is an SVG that ${problem}`);
  }

  private async inspectMedia(path: string, bare: InspectedSource, signal: AbortSignal): Promise<InspectedSource> {
    const { seconds, video, audio } = await this.probe.inspect(path, bare.demuxer, signal);
    if (!video && !audio) throw sourceRefused('The file contains neither video nor audio.');
    if ((video?.width ?? 0) * (video?.height ?? 0) > MOST_PIXELS)
      throw sourceRefused(`The image has more than ${MOST_PIXELS} pixels.`);
    const isStill = bare.kind === 'image' && seconds <= SHORTEST_ANIMATION;
    return {
      ...bare,
      ...(bare.demuxer === 'matroska' &&
        [video, audio].every((stream) => !stream || WEBM.test(stream.codec)) && {
          extension: 'webm',
          contentType: 'video/webm',
        }),
      ...(bare.demuxer === 'mov' && !video && { extension: 'm4a', contentType: 'audio/mp4' }),
      kind: bare.kind === 'image' ? 'image' : video ? 'video' : 'audio',
      hasSound: audio !== undefined,
      width: video?.width || null,
      height: video?.height || null,
      seconds: isStill || seconds <= 0 ? null : seconds,
      fps: (!isStill && video?.frameRate) || null,
    };
  }
}
