import type { InputFault } from '@app/core';
import type { Edit } from './edit';
import { shown } from './edit-faults';

/** Reports every source that is not an address at all (`"null"`, a file name), because no renderer could fetch it. */
export function* addressFaults({ timeline }: Edit): Generator<InputFault> {
  for (const [index, { src }] of (timeline.fonts ?? []).entries()) yield* faultOf(src, `timeline.fonts[${index}].src`);
  if (timeline.soundtrack) yield* faultOf(timeline.soundtrack.src, 'timeline.soundtrack.src');
  for (const [track, { clips }] of timeline.tracks.entries())
    for (const [index, { asset }] of clips.entries())
      if ('src' in asset && asset.type !== 'svg')
        yield* faultOf(asset.src, `timeline.tracks[${track}].clips[${index}].asset.src`);
}

function* faultOf(src: string | undefined, path: string): Generator<InputFault> {
  if (src === undefined || URL.canParse(src)) return;
  yield { path, code: 'invalid_url', message: `${shown(src)} is not an address; write https://….` };
}
