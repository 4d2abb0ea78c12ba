import type { InputFault } from '@app/core';
import type { FontLibrary } from '@app/media';
import { checkGif } from '../edit/check-gif';
import { overlapFaults, SOUNDS_PLAY, VIDEOS_SHOW } from '../edit/check-overlap';
import { checkSeconds, maximumLength, type TimelineLimit } from '../edit/check-seconds';
import type { Edit } from '../edit/edit';
import { invalidEditOf } from '../edit/edit-faults';
import { DEFAULT_EDIT_LIMITS } from '../edit/edit-limits';
import { naturalSeconds, outputSeconds, trimFault } from '../edit/estimate-seconds';
import { type NaturalLength, resolveTiming } from '../edit/resolve-timing';
import { invalidEdit, sourceRefused } from '../render-proxy.errors';
import { fontFaults } from './font-faults';
import { SAMPLE_RATE } from './graph/sound-args';
import { isVideoLayer } from './graph/video-chain';
import { buildScene, type SceneSources } from './scene/build-scene';
import { SOUNDTRACK_PATH } from './scene/build-voices';
import { endOfCues } from './scene/cues';
import type { Scene } from './scene/scene';
import { shortSources } from './scene/short-sources';

/**
 * @throws render_source_refused for files that are not fonts, invalid_edit for families and letters that no font has
 */
export function refuseFonts(edit: Edit, fonts: FontLibrary, { captions }: SceneSources): void {
  const damaged = fonts.damagedFiles().map((index) => ({
    path: `timeline.fonts[${index}].src`,
    code: 'unreadable_media',
    message: 'is a damaged font file.',
  }));
  if (damaged.length > 0) throw sourceRefused(undefined, { errors: damaged });
  const unknown = fontFaults(edit, fonts, captions);
  if (unknown.length > 0) throw invalidEdit(undefined, { errors: unknown });
}

/**
 * The scene of an edit whose sources are known, and warnings about parts that its author may not have meant.
 * @throws invalid_edit
 */
export function composeScene(
  edit: Edit,
  sources: SceneSources,
  timeline?: TimelineLimit,
): { scene: Scene; warnings: InputFault[] } {
  const faults: InputFault[] = [];
  const clips = resolveTiming(edit, naturalLength(sources, faults));
  if (faults.length > 0) throw invalidEditOf(faults);
  if (timeline) checkSeconds(clips, timeline);
  checkSeconds(clips, maximumLength(DEFAULT_EDIT_LIMITS.maxSeconds));
  checkGif(edit.output, outputSeconds(edit, clips), DEFAULT_EDIT_LIMITS.maxGifPixels);
  const scene = buildScene(edit, clips, sources);
  const [...crowded] = decoderFaults(scene, DEFAULT_EDIT_LIMITS.maxAtOnce);
  if (crowded.length > 0) throw invalidEditOf(crowded);
  return { scene, warnings: shortSources(clips, sources.files) };
}

/** Faults of the clips that take a decoder while too many others do. Each clip has decoders of its own for its mattes. */
function* decoderFaults({ layers, voices }: Scene, most: number): Generator<InputFault> {
  const shown = layers.flatMap((layer) =>
    [layer, ...layer.mattes].filter(isVideoLayer).map(({ from, to }) => ({
      path: layer.path,
      from: Math.max(from, layer.from),
      to: Math.min(to, layer.to),
    })),
  );
  yield* overlapFaults(shown, most, VIDEOS_SHOW);
  const others = new Set([SOUNDTRACK_PATH, ...shown.map(({ path }) => path)]);
  const heard = voices
    .filter(({ path }) => !others.has(path))
    .map(({ path, start, length }) => ({
      path,
      from: Math.round(start * SAMPLE_RATE),
      to: Math.round((start + length) * SAMPLE_RATE),
    }));
  yield* overlapFaults(heard, most, SOUNDS_PLAY);
}

/**
 * Lengths of media and captions in seconds, known now that the sources have been fetched.
 * @param faults receives those of clips that begin after the end of their media and so have no length
 */
function naturalLength({ files, captions }: SceneSources, faults: InputFault[]): NaturalLength {
  const lengths = new Map([...files].map(([src, { seconds }]) => [src, seconds || undefined]));
  for (const [src, cues] of captions) lengths.set(src, endOfCues(cues));
  return (clip, path) => {
    const fault = trimFault(clip, path, lengths);
    if (fault) faults.push(fault);
    return naturalSeconds(clip, lengths);
  };
}
