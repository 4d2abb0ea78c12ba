import { createHash } from 'node:crypto';
import { type VideoEncoder, X264 } from '@app/media';
import type { Edit, Output } from '../../edit/edit';
import { deliveredSizeOf } from '../../edit/output-format';
import { type EditSource, sourcesOf } from '../../edit/sources-of';
import { codecArgs, deliveredScale, soundTrackArgs } from '../graph/encode-args';
import { captureFrame } from '../run/save-still';
import type { Layer, Scene, Span, Voice } from '../scene/scene';
import { type CutSegment, cutSegments } from './cut-segments';
import { soundCost } from './segment-costs';
import type { Segment, SegmentPlan } from './segment-plan';

/** What the hashes of segments depend on, besides the scene. */
export interface PlanContext extends Pick<SegmentPlan, 'ffmpegBuild' | 'engineBuild' | 'encoder' | 'edit'> {
  /** A scene whose files have hashes of their bytes in place of paths. */
  scene: Scene;
  /** Hashes of the files of `timeline.fonts`. */
  fonts: readonly string[];
}

/** Cuts the pictures of a scene into segments, and adds one for its sound. */
export function planSegments(context: PlanContext): Segment[] {
  const { scene, edit } = context;
  const segments = cutSegments(scene, edit.output).map((cut, position) => pictureSegment(cut, position, context));
  return scene.voices.length > 0 ? [...segments, soundSegment(segments.length, context)] : segments;
}

function pictureSegment(cut: CutSegment, position: number, context: PlanContext): Segment {
  const { scene, edit, fonts } = context;
  const layers = layersIn(scene, cut);
  const draws = layers.some(({ content }) => content.kind === 'drawn');
  const { width, height, fps, background } = scene;
  const content = {
    frame: { width, height, fps, background },
    span: { from: cut.from, to: cut.to },
    pieces: cut.pieces.map(({ mode, from, to }) => ({ mode, from, to })),
    layers: layers.map(withoutPath),
    fonts: draws ? fonts : [],
    encoder: encoderOf(edit.output, scene, context.encoder ?? X264),
  };
  return {
    position,
    kind: 'video',
    fromFrame: cut.from,
    toFrame: cut.to,
    estimatedProcessorSeconds: cut.cost,
    contentHash: hashOf(content, context),
    sources: sourcesShown(edit, layers),
  };
}

function soundSegment(position: number, context: PlanContext): Segment {
  const { scene, edit } = context;
  const { range, fps, voices } = scene;
  const content = {
    range,
    fps,
    voices: voices.map(({ path: _path, ...voice }) => voice),
    encoder: soundTrackArgs(edit.output, 'sound'),
  };
  return {
    position,
    kind: 'sound',
    fromFrame: range.from,
    toFrame: range.to,
    estimatedProcessorSeconds: soundCost(scene),
    contentHash: hashOf(content, context),
    sources: sourcesShown(edit, voices),
  };
}

/** What painting the poster and the thumbnail needs. */
export function captureSources(scene: Scene, edit: Edit): EditSource[] {
  const { poster, thumbnail } = edit.output;
  const captures = [poster, thumbnail].flatMap((capture) => (capture ? [captureFrame(scene, capture.capture)] : []));
  return sourcesShown(
    edit,
    captures.flatMap((frame) => layersIn(scene, { from: frame, to: frame + 1 })),
  );
}

const layersIn = (scene: Scene, span: Span): Layer[] =>
  scene.layers
    .filter(({ from, to }) => from < span.to && to > span.from)
    .map((layer) => ({ ...layer, mattes: layer.mattes.filter(({ from, to }) => from < span.to && to > span.from) }));

/** The place of a clip in the edit does not change its picture. */
function withoutPath({ path: _path, mattes, ...layer }: Layer): object {
  return { ...layer, mattes: mattes.map(withoutPath) };
}

/** The files of these clips, and the fonts if one of them is drawn. Captions are in the plan. */
function sourcesShown(edit: Edit, shown: readonly (Layer | Voice)[]): EditSource[] {
  const draws = shown.some((each) => 'content' in each && each.content.kind === 'drawn');
  const clips = shown.flatMap((each) => ['mattes' in each ? each.mattes : [], each].flat());
  const paths = new Set(clips.flatMap(({ path }) => [`${path}.asset.src`, `${path}.src`]));
  const seen = new Set<string>();
  return [...sourcesOf(edit)].filter(({ src, path, purpose }) => {
    const isNeeded = purpose === 'font' ? draws : purpose === 'media' && paths.has(path);
    return isNeeded && !seen.has(src) && seen.add(src);
  });
}

const encoderOf = (output: Output, scene: Scene, { name, build }: VideoEncoder) => [
  deliveredSizeOf(output),
  deliveredScale(output, scene),
  codecArgs(output, name),
  build,
];

function hashOf(content: object, { ffmpegBuild, engineBuild }: PlanContext): string {
  return createHash('sha256')
    .update(JSON.stringify([ffmpegBuild, engineBuild, content]))
    .digest('hex');
}
