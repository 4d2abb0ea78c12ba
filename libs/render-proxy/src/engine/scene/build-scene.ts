import type { InputFault } from '@app/core';
import type { Size } from '@app/media';
import type { Asset, Clip, Edit, VideoAsset } from '../../edit/edit';
import { withKnownColors } from '../../edit/known-colors';
import { type FrameRate, frameRateOf, frameSizeOf, isAudioOnly } from '../../edit/output-format';
import type { TimedClip } from '../../edit/resolve-timing';
import { invalidEdit } from '../../render-proxy.errors';
import { buildVoices } from './build-voices';
import { type Cue, retime, withoutOverlap } from './cues';
import { shapeBox, svgSize } from './drawing-size';
import { findFilter } from './filters';
import { frameAt } from './frame-grid';
import { keyframes } from './keyframes';
import { fitPart, framePicture } from './layout';
import type { Content, Drawing, Layer, MediaFile, Placement, Scene, Span } from './scene';

/** Facts about the sources that an edit names, by their address in the edit. */
export interface SceneSources {
  files: ReadonlyMap<string, MediaFile>;
  captions: ReadonlyMap<string, readonly Cue[]>;
}

type Frame = Pick<Scene, 'width' | 'height' | 'fps'>;

/**
 * Seconds by which media may end before its clip while its last picture stays; with a larger gap the layer ends with
 * its media.
 */
export const HOLD_SECONDS = 0.15;

/**
 * Builds the intermediate form: every clip on the frame grid, in pixels, with its file.
 * @throws invalid_edit when a source does not fit its asset
 */
export function buildScene(edit: Edit, clips: readonly TimedClip[], sources: SceneSources): Scene {
  const frame: Frame = { ...frameSizeOf(edit.output), fps: frameRateOf(edit.output) };
  const faults: InputFault[] = [];
  const tracks = new Map<number, Layer[]>();
  for (const clip of isAudioOnly(edit.output) ? [] : clips) {
    const content = contentOf(clip, frame, sources, faults);
    const layer = content && buildLayer(clip, content, frame);
    if (layer) tracks.set(clip.track, [...(tracks.get(clip.track) ?? []), layer]);
  }
  const mattePaths = new Set(clips.filter(({ clip }) => clip.asset.type === 'luma').map(({ path }) => path));
  const voices = buildVoices(edit, clips, sources.files, faults);
  if (faults.length > 0) throw invalidEdit(undefined, { errors: faults });
  return {
    ...frame,
    range: rangeOf(edit, clips, frame),
    background: edit.timeline.background ?? '#000000',
    layers: [...tracks.keys()]
      .sort((a, b) => b - a)
      .flatMap((track) => withMattes(tracks.get(track) ?? [], mattePaths)),
    voices,
  };
}

function rangeOf({ output }: Edit, clips: readonly TimedClip[], { fps }: Frame): Span {
  const end = Math.max(...clips.map(({ start, length }) => start + length));
  const start = output.range?.start ?? 0;
  const from = Math.min(frameAt(start, fps), Math.max(0, frameAt(end, fps) - 1));
  const to =
    output.range?.length === undefined
      ? frameAt(end, fps)
      : Math.min(frameAt(end, fps), frameAt(start + output.range.length, fps));
  return { from, to: Math.max(from + 1, to) };
}

/** Each layer gets copies of its mattes: what is open for a matte, by identity, closes with its layer. */
function withMattes(layers: readonly Layer[], mattePaths: ReadonlySet<string>): Layer[] {
  const mattes = layers.filter(({ path }) => mattePaths.has(path));
  return layers
    .filter(({ path }) => !mattePaths.has(path))
    .map((layer) => ({
      ...layer,
      mattes: mattes.filter(({ from, to }) => from < layer.to && to > layer.from).map((matte) => ({ ...matte })),
    }));
}

function buildLayer(
  { clip, path, start, length }: TimedClip,
  { content, ...sizes }: Sized,
  { fps }: Frame,
): Layer | undefined {
  const from = frameAt(start, fps);
  const to = Math.min(frameAt(start + length, fps), from + framesOf(content, length, fps));
  if (to <= from) return undefined;
  const filter = findFilter(clip.filter);
  return {
    path,
    from,
    to,
    seconds: length,
    content,
    ...sizes,
    placement: placementOf(clip, length),
    mattes: [],
    ...(filter && { filter }),
  };
}

/** The number of frames that the content can fill. */
function framesOf(content: Content, clipSeconds: number, fps: FrameRate): number {
  if (content.kind !== 'video' || content.loops || content.file.seconds === 0) return Number.POSITIVE_INFINITY;
  if (content.trim >= content.file.seconds) return 0;
  if (content.speed === 0) return Number.POSITIVE_INFINITY;
  const seconds = (content.file.seconds - content.trim) / content.speed;
  return seconds + HOLD_SECONDS >= clipSeconds ? Number.POSITIVE_INFINITY : frameAt(seconds, fps);
}

function placementOf(clip: Clip, seconds: number): Placement {
  const { offset, transform } = clip;
  const inside = clip.asset.type === 'title';
  return {
    position: inside ? 'center' : (clip.position ?? 'center'),
    offsetX: keyframes(offset?.x, 0, seconds),
    offsetY: keyframes(offset?.y, 0, seconds),
    scale: keyframes(clip.scale, 1, seconds),
    opacity: keyframes(clip.opacity, 1, seconds),
    rotate: keyframes(transform?.rotate?.angle, 0, seconds),
    skewX: keyframes(transform?.skew?.x, 0, seconds),
    skewY: keyframes(transform?.skew?.y, 0, seconds),
    flipX: transform?.flip?.horizontal ?? false,
    flipY: transform?.flip?.vertical ?? false,
    transition: clip.transition,
    effect: clip.effect,
  };
}

type Sized = { content: Content } & Pick<Layer, 'size' | 'box' | 'shift'>;

function contentOf(
  { clip, path }: TimedClip,
  frame: Frame,
  sources: SceneSources,
  faults: InputFault[],
): Sized | undefined {
  const { asset } = clip;
  if (asset.type === 'audio') return undefined;
  if (asset.type === 'video' || asset.type === 'image' || asset.type === 'luma') {
    const file = sources.files.get(asset.src);
    const problem = file && mediaProblem(asset, file);
    if (problem) faults.push({ path: `${path}.asset.${problem.member}`, code: problem.code, message: problem.message });
    return file && !problem ? mediaContent(clip, asset, file, frame) : undefined;
  }
  const drawing = drawingOf(clip, withKnownColors(asset), sources);
  return { content: { kind: 'drawn', drawing }, size: drawingSize(clip, drawing, frame) };
}

type MediaAsset = Extract<Asset, { type: 'video' | 'image' | 'luma' }>;

function mediaProblem(
  asset: MediaAsset,
  file: MediaFile,
): { member: string; code: string; message: string } | undefined {
  const found = `holds ${file.kind === 'image' ? 'a still image' : `a file of type ${file.kind}`}`;
  if (asset.type === 'video' && !file.moving)
    return { member: 'src', code: 'wrong_media', message: `${found}, not a video; use the matching asset type.` };
  if (file.width === 0) return { member: 'src', code: 'wrong_media', message: `${found}, which has no picture.` };
  if (asset.type === 'image' && file.kind === 'video')
    return { member: 'src', code: 'wrong_media', message: 'contains a video; use an asset of type "video".' };
  return undefined;
}

function mediaContent(clip: Clip, asset: MediaAsset, file: MediaFile, frame: Frame): Sized {
  const box = { width: clip.width ?? frame.width, height: clip.height ?? frame.height };
  const crop = asset.type === 'luma' ? undefined : asset.crop;
  const isFixed = clip.width !== undefined && clip.height !== undefined;
  const { part, ...sizes } = framePicture(file, crop, box, clip.fit ?? 'crop', { isFixed });
  if (!file.moving) return { content: { kind: 'still', file, part }, ...sizes };
  const video: Partial<VideoAsset> = asset.type === 'video' ? asset : {};
  const key = video.chromaKey;
  const chromaKey = key && { color: key.color, threshold: key.threshold ?? 150, halo: key.halo ?? 0 };
  const trim = asset.type === 'image' ? 0 : (asset.trim ?? 0);
  const content = {
    kind: 'video' as const,
    file,
    part,
    trim,
    speed: video.speed ?? 1,
    hasAlpha: file.hasAlpha || key !== undefined,
    loops: file.kind === 'image' && asset.type !== 'video',
  };
  return { content: chromaKey ? { ...content, chromaKey } : content, ...sizes };
}

function drawingOf(
  clip: Clip,
  asset: Exclude<Asset, MediaAsset | { type: 'audio' }>,
  { captions }: SceneSources,
): Drawing {
  const cuesOf = (trim?: number, speed?: number) =>
    withoutOverlap(retime(('src' in asset ? captions.get(asset.src) : undefined) ?? [], trim, speed));
  switch (asset.type) {
    case 'svg':
      return { type: 'svg', markup: asset.src };
    case 'caption':
      return { type: 'caption', asset, cues: cuesOf(asset.trim, asset.speed) };
    case 'rich-caption':
      return { type: 'rich-caption', asset, cues: cuesOf() };
    case 'title':
      return { type: 'title', asset: { ...asset, position: asset.position ?? clip.position ?? 'center' } };
    case 'text':
      return { type: 'text', asset };
    case 'rich-text':
      return { type: 'rich-text', asset };
    case 'html':
      return { type: 'html', asset };
    case 'shape':
      return { type: 'shape', asset };
  }
}

function drawingSize(clip: Clip, drawing: Drawing, frame: Frame): Size {
  const box = { width: clip.width ?? frame.width, height: clip.height ?? frame.height };
  switch (drawing.type) {
    case 'text':
    case 'html':
      return { width: drawing.asset.width ?? box.width, height: drawing.asset.height ?? box.height };
    case 'shape':
      return shapeBox(drawing.asset, box);
    case 'svg': {
      const natural = svgSize(drawing.markup);
      if (clip.width === undefined && clip.height === undefined && clip.fit === undefined) return natural;
      return fitPart(
        { x: 0, y: 0, ...natural },
        box,
        clip.fit === 'crop' || clip.fit === undefined ? 'contain' : clip.fit,
      ).size;
    }
    case 'rich-text':
    case 'rich-caption':
      return box;
    case 'title':
    case 'caption':
      return { width: frame.width, height: frame.height };
  }
}
