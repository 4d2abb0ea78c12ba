import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import {
  declaredPixels,
  type FfmpegRunner,
  isReallyInterlaced,
  isTiledOrJpegTiff,
  type MediaFacts,
  type MediaProbe,
  mayBeTurned,
  measureImage,
  mediaTooExpensive,
  type PictureHeader,
  readOrientation,
  readPictureHeader,
  readWebpAnimation,
  type Size,
  type SniffedFormat,
  svgProblem,
  toneMapCube,
  unreadableMedia,
  type WebpAnimation,
  wideColorOf,
} from '@app/media';
import pLimit from 'p-limit';
import { sourceRefused } from '../../render-proxy.errors';
import { svgSize } from '../scene/drawing-size';
import type { MediaFile } from '../scene/scene';
import { convertStill } from './convert-still';
import { rewriteContainer } from './rewrite-container';
import { unrollAnimation } from './unroll-animation';
import { unrollWebp } from './unroll-webp';
import { wholePicture } from './whole-picture';

const MOST_PIXELS = 100_000_000;
/** Pictures that the canvas decodes itself. */
const DRAWN_AS_THEY_ARE: ReadonlySet<string> = new Set(['png', 'jpg', 'gif', 'webp', 'bmp', 'avif']);
/** Demuxers of pictures that never move, of which our own reader knows the usual kinds. */
const HEADER_IS_ENOUGH: ReadonlySet<string> = new Set(['png_pipe', 'jpeg_pipe']);
/** Pictures whose orientation no decoder applies. */
const LEFT_AS_STORED: ReadonlySet<string> = new Set(['png', 'tiff']);

/**
 * Inspects a fetched file and converts it to a form that can be drawn and sought exactly: pictures that only ffmpeg
 * reads become PNG, animations become a film that loops seamlessly, and streams without an index get one.
 */
export class SourcePreparer {
  /** One animation at a time, because each may take the disk that the others leave. */
  private readonly unrolling = pLimit(1);
  private bytesLeft: number;

  /** @param maxUnrolledBytes for the films of all animations together */
  constructor(
    private readonly ffmpeg: FfmpegRunner,
    private readonly probe: MediaProbe,
    private readonly maxUnrolledBytes: number,
  ) {
    this.bytesLeft = maxUnrolledBytes;
  }

  /**
   * @param path a file in the job's work folder, which this may replace
   * @throws render_source_refused, whose message completes "the source …"; unreadable_media; ffmpeg_failed
   */
  async prepare(path: string, format: SniffedFormat, signal: AbortSignal): Promise<MediaFile> {
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
    if (format.kind === 'svg') return { ...bare, ...(await measureSvg(path)), hasAlpha: true };
    if (format.demuxer === '') return bare;
    const animation = format.extension === 'webp' ? await readWebpAnimation(path) : undefined;
    if (animation) return this.prepareWebp(bare, animation, signal);
    if (format.kind === 'image') return this.preparePicture(bare, format, signal);
    return this.prepareStream(bare, await this.inspect(path, format, signal), signal);
  }

  private async inspect(path: string, format: SniffedFormat, signal: AbortSignal): Promise<MediaFacts> {
    const facts = await this.probe.inspect(path, format.demuxer, signal).catch((error: unknown) => {
      if (!unreadableMedia.is(error)) throw error;
      throw unreadableMedia(
        `is a file of type ${format.extension} that is damaged or that this server cannot decode.`,
        {
          cause: error,
        },
      );
    });
    // ffprobe reports no size for an AVIF whose description leaves out the sequence header, as libheif writes it.
    const probed = (facts.video?.width ?? 0) * (facts.video?.height ?? 0);
    const pixels = probed || (format.extension === 'avif' ? await declaredPixels(path) : 0);
    assertPixels(pixels);
    if (pixels === 0 && (!facts.audio || format.kind === 'image'))
      throw sourceRefused(`is a file of type ${format.extension} without a readable picture or sound.`);
    return facts;
  }

  private async prepareWebp(file: MediaFile, animation: WebpAnimation, signal: AbortSignal): Promise<MediaFile> {
    const { width, height } = animation;
    assertPixels(width * height);
    const unrolled = await this.unroll((maxBytes) =>
      unrollWebp(file.path, animation, { ffmpeg: this.ffmpeg, signal, maxBytes }),
    );
    return { ...file, width, height, ...unrolled, hasAlpha: true };
  }

  private async preparePicture(file: MediaFile, format: SniffedFormat, signal: AbortSignal): Promise<MediaFile> {
    const { extension } = format;
    const { frames, hasAlpha, ...size } = await this.measurePicture(file, format, signal);
    if (frames > 1 || file.demuxer === 'apng') {
      const animation = await this.unroll((maxBytes) =>
        unrollAnimation(file, size, { ffmpeg: this.ffmpeg, signal, maxBytes }),
      );
      if (animation) return { ...file, ...size, ...animation, demuxer: 'mov', hasAlpha: true, moving: true };
    }
    if (extension === 'tiff' && (await isTiledOrJpegTiff(file.path)))
      throw sourceRefused(
        'is a TIFF in tiles or with JPEG inside, which this server cannot decode; provide PNG or JPEG.',
      );
    const whole = { ...file, path: await wholePicture(file, extension, this.ffmpeg, signal) };
    const orientation = LEFT_AS_STORED.has(extension) ? await readOrientation(file.path) : 1;
    if (DRAWN_AS_THEY_ARE.has(extension) && orientation === 1)
      return { ...whole, ...(await drawnSize(whole.path, extension, size)), hasAlpha };
    const path = await convertStill(file, orientation, this.ffmpeg, signal);
    const upright = orientation < 5 ? size : { width: size.height, height: size.width };
    return { ...file, path, demuxer: 'png_pipe', ...upright, hasAlpha };
  }

  private async measurePicture(
    { path, demuxer }: MediaFile,
    format: SniffedFormat,
    signal: AbortSignal,
  ): Promise<PictureHeader & { frames: number }> {
    const header = HEADER_IS_ENOUGH.has(demuxer) ? await readPictureHeader(path) : undefined;
    if (header) {
      assertPixels(header.width * header.height);
      return { ...header, frames: 1 };
    }
    const { video } = await this.inspect(path, format, signal);
    const hasAlpha = mayBeTransparent(format.extension, video);
    return { width: video?.width ?? 0, height: video?.height ?? 0, hasAlpha, frames: video?.frames ?? 0 };
  }

  /** A few kilobytes of a fine pattern may unroll to gigabytes. ffmpeg ends a film that is larger than `maxBytes`. */
  private unroll<Film extends { path: string } | undefined>(make: (maxBytes: number) => Promise<Film>): Promise<Film> {
    return this.unrolling(async () => {
      const film = await make(Math.max(1, this.bytesLeft));
      if (!film) return film;
      const { size } = await stat(film.path);
      if (size <= this.bytesLeft) {
        this.bytesLeft -= size;
        return film;
      }
      await rm(film.path);
      const most = Math.ceil(this.maxUnrolledBytes / 2 ** 20);
      throw sourceRefused(
        `is an animation with which the animations of the edit exceed ${most} MB without compression; make it smaller or shorter, or provide it as a video.`,
      );
    });
  }

  private async prepareStream(file: MediaFile, found: MediaFacts, signal: AbortSignal): Promise<MediaFile> {
    // After a jump, ffmpeg miscounts the pictures that Theora repeats without storing them.
    const miscounts = file.demuxer === 'ogg' && found.video !== undefined;
    const rewritten = found.lacksIndex || miscounts ? await rewriteContainer(file, this.ffmpeg, signal) : undefined;
    const { path, demuxer } = rewritten ?? file;
    const facts = rewritten ? await this.probe.inspect(path, demuxer, signal) : found;
    const { video, audio } = facts;
    const aspect = video?.pixelAspect ?? 1;
    return {
      ...file,
      path,
      demuxer,
      kind: video ? 'video' : 'audio',
      width: Math.round((video?.width ?? 0) * aspect),
      height: video?.height ?? 0,
      // The first inspection read every packet of the picture; the new container counts the longest stream.
      seconds: found.seconds || facts.seconds,
      hasAudio: audio !== undefined,
      ...(audio && { channels: audio.channels }),
      ...(audio?.layout && { channelLayout: audio.layout }),
      hasAlpha: video?.hasAlpha ?? false,
      ...(aspect !== 1 && { isAnamorphic: true }),
      ...decoderOf(video),
      moving: video !== undefined,
      coding: codingOf(video),
      ...(video?.isInterlaced && { isInterlaced: await isReallyInterlaced({ path, demuxer }, this.ffmpeg, signal) }),
      ...(await colorTableOf(video, file.path)),
    };
  }
}

function assertPixels(pixels: number): void {
  if (pixels > MOST_PIXELS) throw sourceRefused(`has ${pixels} pixels; at most ${MOST_PIXELS} are allowed.`);
}

async function measureSvg(path: string): Promise<Size> {
  const markup = await readFile(path, 'utf8');
  const problem = svgProblem(markup);
  if (problem) throw sourceRefused(`is an SVG that ${problem}`);
  return svgSize(markup);
}

/** ffprobe reports no transparency that AVIF stores as a picture of its own, or PNG as a colour of one bit. */
function mayBeTransparent(extension: string, video: MediaFacts['video']): boolean {
  return extension === 'avif' || (video?.hasAlpha ?? true) || /^(mono|$)/.test(video?.pixelFormat ?? '');
}

/** The prober does not rotate a picture, but the canvas does. */
async function drawnSize(path: string, extension: string, probed: Size): Promise<Size> {
  if (extension !== 'avif' && !(await mayBeTurned(path))) return probed;
  return measureImage(path, probed).catch((cause: unknown) => {
    if (mediaTooExpensive.is(cause)) throw cause;
    throw sourceRefused('is a damaged image.', { cause });
  });
}

async function colorTableOf(video: MediaFacts['video'], path: string): Promise<Pick<MediaFile, 'colorTable'>> {
  const kind = wideColorOf(video);
  if (!kind) return {};
  const colorTable = `${path}.cube`;
  await writeFile(colorTable, toneMapCube(kind));
  return { colorTable };
}

/** ffmpeg's own decoders of VP8 and VP9 do not support their transparency. */
function decoderOf(video: MediaFacts['video']): Pick<MediaFile, 'decoder'> {
  const decoder = { vp8: 'libvpx', vp9: 'libvpx-vp9' }[video?.codec ?? ''];
  return video?.hasAlpha && decoder ? { decoder } : {};
}

/** Untagged video has the usual colours of its size. */
function codingOf(video: MediaFacts['video']): NonNullable<MediaFile['coding']> {
  const { colorSpace = 'unknown', colorRange = 'tv', pixelFormat = '', height = 0 } = video ?? {};
  if (
    pixelFormat === 'yuv420p' &&
    colorRange === 'tv' &&
    wideColorOf(video) === undefined &&
    (colorSpace === 'bt709' || (colorSpace === 'unknown' && height >= 720))
  )
    return 'yuv420-bt709';
  return colorSpace === 'unknown' ? 'untagged' : 'other';
}
