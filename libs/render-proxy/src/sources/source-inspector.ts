import { open, readFile } from 'node:fs/promises';
import { type SniffedFormat, sniffFormat, svgProblem } from '@app/media';
import { Injectable } from '@nestjs/common';
import { sourceRefused } from '../render-proxy.errors';
import { MediaReader } from './media-reader';
import type { SourceFacts } from './source.entity';

/** What a file is, as its bytes say. */
export interface InspectedSource extends SourceFacts {
  kind: SniffedFormat['kind'];
  /** ffmpeg's name of the format; empty for what ffmpeg does not read. */
  demuxer: string;
  extension: string;
  contentType: string;
  hasSound: boolean;
}

const HEAD_BYTES = 4_096;
const MOST_PIXELS = 100_000_000;
/** A still picture has a length, too: that of one frame. */
const SHORTEST_ANIMATION = 0.15;

const BY_DEMUXER: Readonly<Record<string, readonly [extension: string, contentType: string]>> = {
  png_pipe: ['png', 'image/png'],
  jpeg_pipe: ['jpg', 'image/jpeg'],
  gif: ['gif', 'image/gif'],
  webp_pipe: ['webp', 'image/webp'],
  bmp_pipe: ['bmp', 'image/bmp'],
  mov: ['mp4', 'video/mp4'],
  matroska: ['mkv', 'video/x-matroska'],
  avi: ['avi', 'video/x-msvideo'],
  mpegts: ['ts', 'video/mp2t'],
  wav: ['wav', 'audio/wav'],
  mp3: ['mp3', 'audio/mpeg'],
  flac: ['flac', 'audio/flac'],
  ogg: ['ogg', 'application/ogg'],
  aac: ['aac', 'audio/aac'],
};
const BY_KIND: Readonly<Record<string, readonly [extension: string, contentType: string]>> = {
  svg: ['svg', 'image/svg+xml'],
  font: ['ttf', 'font/sfnt'],
  subtitles: ['srt', 'text/plain; charset=utf-8'],
};
/** Codecs of a Matroska file that browsers play as WebM. */
const WEBM = /^(vp8|vp9|av1|vorbis|opus)$/;

/** Recognises files that users bring. */
@Injectable()
export class SourceInspector {
  constructor(private readonly reader: MediaReader) {}

  /** @throws render_source_refused or unreadable_media for what nobody can use in an edit */
  async inspect(path: string, signal: AbortSignal): Promise<InspectedSource> {
    const format = sniffFormat(await headOf(path));
    const [extension, contentType] = BY_DEMUXER[format?.demuxer ?? ''] ?? BY_KIND[format?.kind ?? ''] ?? [];
    if (!format || !extension || !contentType) throw sourceRefused('The file is not in a format that is supported.');
    const bare = {
      ...format,
      extension,
      contentType,
      hasSound: false,
      width: null,
      height: null,
      seconds: null,
      fps: null,
    };
    if (format.kind === 'svg') refuseActive(await readFile(path, 'utf8'));
    return format.demuxer === '' ? bare : this.inspectMedia(path, bare, signal);
  }

  private async inspectMedia(path: string, bare: InspectedSource, signal: AbortSignal): Promise<InspectedSource> {
    const { seconds, video, audio } = (await this.reader.describe(path, bare.demuxer, signal)).facts;
    if (!video && !audio) throw sourceRefused('The file has neither picture nor sound.');
    if ((video?.width ?? 0) * (video?.height ?? 0) > MOST_PIXELS)
      throw sourceRefused(`The picture has more than ${MOST_PIXELS} pixels.`);
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

function refuseActive(markup: string): void {
  const problem = svgProblem(markup);
  if (problem) throw sourceRefused(`The file is an SVG that ${problem}`);
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
