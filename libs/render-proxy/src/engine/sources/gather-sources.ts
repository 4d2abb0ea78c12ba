import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type InputFault } from '@app/core';
import {
  decodeText,
  liesOnItsSide,
  type MediaFacts,
  type MediaProbe,
  readHead,
  sniffFormat,
  svgProblem,
} from '@app/media';
import type { Edit } from '../../edit/edit';
import { sourceRefused } from '../../render-proxy.errors';
import type { SceneSources } from '../scene/build-scene';
import { parseCaptions } from '../scene/captions';
import type { Cue } from '../scene/cues';
import { svgSize } from '../scene/drawing-size';
import type { MediaFile } from '../scene/scene';
import type { SourceFetcher } from './source-fetcher';

export interface SourceLimits {
  maxFileBytes: number;
  maxJobBytes: number;
  maxPixels: number;
  /** Of one download. */
  timeoutMs: number;
}

export const DEFAULT_SOURCE_LIMITS: SourceLimits = {
  maxFileBytes: 512 << 20,
  maxJobBytes: 2 ** 31,
  maxPixels: 100_000_000,
  timeoutMs: 600_000,
};

export interface GatheredSources extends SceneSources {
  /** `timeline.fonts`, in order. */
  fonts: MediaFile[];
}

/** What an address is wanted for; subtitles and fonts are checked against it here, media when the scene is built. */
type Purpose = 'media' | 'captions' | 'font';

interface Wanted {
  url: string;
  path: string;
  purpose: Purpose;
}

const PARALLEL = 4;
const MAX_CAPTION_BYTES = 2 << 20;

/** Fetches and inspects everything an edit names, each address once. */
export class SourceGatherer {
  constructor(
    private readonly fetcher: SourceFetcher,
    private readonly probe: MediaProbe,
    private readonly limits: SourceLimits = DEFAULT_SOURCE_LIMITS,
  ) {}

  /**
   * @param directory the job's work folder
   * @param onProgress hears the share of sources that are done
   * @throws render_source_refused naming every bad source by its JSON path
   */
  async gather(
    edit: Edit,
    directory: string,
    signal: AbortSignal,
    onProgress: (done: number) => void,
  ): Promise<GatheredSources> {
    const wanted = wantedSources(edit);
    const files = new Map<string, MediaFile>();
    const captions = new Map<string, Cue[]>();
    const faults: InputFault[] = [];
    let bytesLeft = this.limits.maxJobBytes;
    let next = 0;
    const work = async () => {
      for (let item = wanted[next++]; item; item = wanted[next++]) {
        const index = next - 1;
        try {
          const path = join(directory, `source-${index}`);
          const maxBytes = Math.min(
            item.purpose === 'captions' ? MAX_CAPTION_BYTES : this.limits.maxFileBytes,
            bytesLeft,
          );
          bytesLeft -= await this.fetcher.fetch(item.url, path, { maxBytes, timeoutMs: this.limits.timeoutMs, signal });
          const file = await this.inspect(path, item.purpose, signal);
          files.set(item.url, file);
          if (item.purpose === 'captions') captions.set(item.url, readCaptions(await readFile(path)));
        } catch (error) {
          signal.throwIfAborted();
          faults.push(faultOf(item, error));
        }
        onProgress((files.size + faults.length) / wanted.length);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    if (faults.length > 0) throw sourceRefused(undefined, { errors: faults });
    return {
      files,
      captions,
      fonts: wanted.filter(({ purpose }) => purpose === 'font').flatMap(({ url }) => files.get(url) ?? []),
    };
  }

  private async inspect(path: string, purpose: Purpose, signal: AbortSignal): Promise<MediaFile> {
    const head = await readHead(path);
    const format = sniffFormat(head);
    if (!format || (format.kind === 'image' && format.demuxer === '')) throw unusable('is in an unsupported format.');
    if (purpose === 'captions' && format.kind !== 'subtitles') {
      throw unusable('is not a subtitle file; provide SRT, WebVTT or TTML (speech is not transcribed).');
    }
    if (purpose === 'font' && format.kind !== 'font')
      throw unusable('is not a font file; provide TTF, OTF, WOFF or WOFF2.');
    if (purpose === 'media' && (format.kind === 'font' || format.kind === 'subtitles'))
      throw unusable(`is a file of type ${format.kind}, not media.`);
    const bare: MediaFile = {
      path,
      kind: format.kind,
      demuxer: format.demuxer,
      width: 0,
      height: 0,
      seconds: 0,
      hasAudio: false,
      hasAlpha: false,
      moving: false,
    };
    if (format.kind === 'svg') return { ...bare, ...(await this.inspectSvg(path)), hasAlpha: true };
    return format.demuxer === '' ? bare : this.inspectMedia(bare, liesOnItsSide(head), signal);
  }

  private async inspectSvg(path: string) {
    const markup = await readFile(path, 'utf8');
    const problem = svgProblem(markup);
    if (problem) throw unusable(`is an SVG that ${problem}`);
    return svgSize(markup);
  }

  private async inspectMedia(file: MediaFile, lies: boolean, signal: AbortSignal): Promise<MediaFile> {
    const { seconds, video, audio } = await this.probe.inspect(file.path, file.demuxer, signal);
    const pixels = (video?.width ?? 0) * (video?.height ?? 0);
    if (pixels > this.limits.maxPixels)
      throw unusable(`has ${pixels} pixels; at most ${this.limits.maxPixels} are allowed.`);
    if (pixels === 0 && !audio) throw unusable('contains neither a readable picture nor audio.');
    const kind = file.kind === 'image' ? 'image' : video ? 'video' : 'audio';
    const moving = kind === 'video' || (file.demuxer === 'gif' && seconds > 0.15);
    const aspect = kind === 'video' ? (video?.pixelAspect ?? 1) : 1;
    const [across, down] = [Math.round((video?.width ?? 0) * aspect), video?.height ?? 0];
    const size = lies ? { width: down, height: across } : { width: across, height: down };
    return {
      ...file,
      kind,
      ...size,
      seconds: moving || kind === 'audio' ? seconds : 0,
      hasAudio: audio !== undefined,
      isMono: audio?.channels === 1,
      hasAlpha: video?.hasAlpha ?? false,
      ...(aspect !== 1 && { isAnamorphic: true }),
      ...decoderOf(video),
      moving,
      coding: codingOf(video),
    };
  }
}

/** ffmpeg's own decoders of VP8 and VP9 do not know their transparency. */
function decoderOf(video: MediaFacts['video']): Pick<MediaFile, 'decoder'> {
  const decoder = { vp8: 'libvpx', vp9: 'libvpx-vp9' }[video?.codec ?? ''];
  return video?.hasAlpha && decoder ? { decoder } : {};
}

/** Untagged video follows the custom of its size. */
function codingOf(video: MediaFacts['video']): NonNullable<MediaFile['coding']> {
  const { colorSpace = 'unknown', colorRange = 'tv', pixelFormat = '', height = 0 } = video ?? {};
  if (
    pixelFormat === 'yuv420p' &&
    colorRange === 'tv' &&
    (colorSpace === 'bt709' || (colorSpace === 'unknown' && height >= 720))
  )
    return 'yuv420-bt709';
  return colorSpace === 'unknown' ? 'untagged' : 'other';
}

function wantedSources(edit: Edit): Wanted[] {
  const { timeline } = edit;
  const wanted: Wanted[] = (timeline.fonts ?? []).map(({ src }, index) => ({
    url: src,
    path: `timeline.fonts[${index}].src`,
    purpose: 'font',
  }));
  if (timeline.soundtrack)
    wanted.push({ url: timeline.soundtrack.src, path: 'timeline.soundtrack.src', purpose: 'media' });
  for (const [track, { clips }] of timeline.tracks.entries()) {
    for (const [index, { asset }] of clips.entries()) {
      const path = `timeline.tracks[${track}].clips[${index}].asset.src`;
      if (asset.type === 'caption' || asset.type === 'rich-caption')
        wanted.push({ url: asset.src, path, purpose: 'captions' });
      else if ('src' in asset && asset.type !== 'svg') wanted.push({ url: asset.src, path, purpose: 'media' });
    }
  }
  const seen = new Set<string>();
  return wanted.filter(({ url }) => !seen.has(url) && seen.add(url));
}

function readCaptions(file: Buffer): Cue[] {
  try {
    return parseCaptions(decodeText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unusable(`is a TTML file that is not well-formed: ${error.message.slice(0, 200)}`);
  }
}

const unusable = (message: string) => sourceRefused(message);

function faultOf({ path }: Wanted, error: unknown): InputFault {
  if (!(error instanceof AppError)) throw error;
  return { path, code: error.code, message: error.message };
}
