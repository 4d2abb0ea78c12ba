import type { InputFault } from '@app/core';
import { addressFaults } from '../../edit/address-faults';
import { checkSeconds, maximumLength } from '../../edit/check-seconds';
import type { Edit } from '../../edit/edit';
import { invalidEditOf } from '../../edit/edit-faults';
import type { EditLimits } from '../../edit/edit-limits';
import { type CheckedEdit, readRelayedEdit } from '../../edit/read-edit';
import { resolveTiming } from '../../edit/resolve-timing';
import { isAddedFormat } from '../../edit/schema-additions';

/**
 * Shotstack would write to any other provider with this installation's credentials, overwriting existing files. We
 * replace Google with our own bucket.
 */
const OURS_TO_GIVE: ReadonlySet<string> = new Set(['shotstack', 'google-cloud-storage']);

/** The rules for edits that Shotstack renders. Members that are newer than its schema pass, each with a warning. */
export function checkEdit(input: unknown, limits: EditLimits): CheckedEdit {
  const { edit, warnings } = readRelayedEdit(input, limits);
  const generated = limits.generatedMedia ? [] : generatedFaults(edit);
  const errors = [...faultsOf(edit.output), ...generated, ...addressFaults(edit)];
  if (errors.length > 0) throw invalidEditOf(errors);
  // Assumes short lengths where only the sources have them; cycles and unknown names are found nevertheless.
  checkSeconds(
    resolveTiming(edit, () => undefined),
    maximumLength(limits.maxSeconds),
  );
  const relayed = warnings.map((warning) => ({ ...warning, message: `${warning.message} It is passed on unchanged.` }));
  return { edit, warnings: relayed };
}

/** Assets that Shotstack generates, each with what takes its place. */
const GENERATED: Readonly<Record<string, string>> = {
  'text-to-image': 'an image',
  'image-to-video': 'a video',
  'text-to-speech': 'an audio',
};

/** Shotstack bills each of these to the operator, on top of the length that tokens are held for. */
function* generatedFaults({ timeline: { tracks } }: Edit): Generator<InputFault> {
  const refusal = 'media are not generated on this installation;';
  for (const [track, { clips }] of tracks.entries())
    for (const [index, { asset }] of clips.entries()) {
      const path = `timeline.tracks[${track}].clips[${index}].asset`;
      const instead = GENERATED[asset.type];
      if (instead !== undefined)
        yield { path: `${path}.type`, code: 'not_supported', message: `${refusal} use ${instead} with src.` };
      else if ('prompt' in asset)
        yield { path: `${path}.prompt`, code: 'not_supported', message: `${refusal} give src instead.` };
    }
}

function* faultsOf({ format, range, destinations = [] }: Edit['output']): Generator<InputFault> {
  // It is not known to mean one frame to Shotstack, as it does to us.
  if (range?.length === 0)
    yield { path: 'output.range.length', code: 'too_small', message: 'is not longer than 0 seconds.' };
  if (isAddedFormat(format)) {
    const message = `only the local engine makes "${format}"; choose one of mp4, gif, jpg, png, bmp, mp3.`;
    yield { path: 'output.format', code: 'not_supported', message };
  }
  for (const [index, { provider }] of destinations.entries()) {
    if (OURS_TO_GIVE.has(provider)) continue;
    const message = `"${provider}" would be written with the credentials of this installation; leave it out and fetch the video from us.`;
    yield { path: `output.destinations[${index}].provider`, code: 'not_supported', message };
  }
}
