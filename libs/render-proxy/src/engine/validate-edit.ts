import type { InputFault } from '@app/core';
import { FontLibrary } from '@app/media';
import { checkGif } from '../edit/check-gif';
import { overlapFaultsOf } from '../edit/check-overlap';
import { checkSeconds, maximumLength } from '../edit/check-seconds';
import { WRITE_COLOR } from '../edit/describe-issue';
import type { Edit } from '../edit/edit';
import { invalidEditOf, shown } from '../edit/edit-faults';
import { DEFAULT_EDIT_LIMITS, type EditLimits } from '../edit/edit-limits';
import { assumedLength, outputSeconds } from '../edit/estimate-seconds';
import { frameSizeOf } from '../edit/output-format';
import { readEdit } from '../edit/read-edit';
import { resolveTiming } from '../edit/resolve-timing';
import { fontFaults } from './font-faults';
import { unsupportedFaults } from './support-table';

/** Assumed minimum seconds of a source of unknown length. */
const SHORTEST_SECONDS = 0.001;

/**
 * Reads and checks an edit for the local engine without using the network.
 * @throws invalid_edit with a JSON path and a fix for every fault, including unsupported features
 */
export function validateEdit(input: unknown, limits: EditLimits = DEFAULT_EDIT_LIMITS): Edit {
  const edit = readEdit(input, limits);
  const { width, height } = frameSizeOf(edit.output);
  const tooLarge = width * height > limits.maxPixels;
  const size = {
    path: 'output.size',
    code: 'too_large',
    message: `${width} × ${height} is too large: at most ${limits.maxPixels} pixels.`,
  };
  const errors = [
    ...unsupportedFaults(edit),
    ...backgroundFaults(edit),
    ...bundledFontFaults(edit),
    ...(tooLarge ? [size] : []),
  ];
  if (errors.length > 0) throw invalidEditOf(errors);
  // Assumes short lengths where only the sources have them; cycles and unknown names are found nevertheless.
  let isExact = true;
  const clips = resolveTiming(edit, (clip) => {
    const assumed = assumedLength(clip, SHORTEST_SECONDS);
    if (assumed) isExact = false;
    return assumed;
  });
  checkSeconds(clips, maximumLength(limits.maxSeconds));
  checkGif(edit.output, outputSeconds(edit, clips), limits.maxGifPixels);
  // Placeholders may bring clips together that are far apart: the engine checks these edits with the real lengths.
  const [...crowded] = isExact ? overlapFaultsOf(edit, clips, limits.maxAtOnce) : [];
  if (crowded.length > 0) throw invalidEditOf(crowded);
  return edit;
}

/** The schema accepts any text here. A frame is opaque, so it has no eight digits either. */
function backgroundFaults({ timeline: { background = '#000000' } }: Edit): InputFault[] {
  if (/^#[\da-f]{6}$/i.test(background)) return [];
  const message = `${shown(background)} is not valid here; ${WRITE_COLOR}.`;
  return [{ path: 'timeline.background', code: 'invalid', message }];
}

/**
 * Unavailable fonts are reported immediately if the edit brings none of its own, otherwise only after those have been
 * fetched.
 */
function bundledFontFaults(edit: Edit): InputFault[] {
  return (edit.timeline.fonts ?? []).length > 0 ? [] : fontFaults(edit, new FontLibrary([], [], ''), new Map());
}
