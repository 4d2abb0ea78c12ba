import type { Edit } from './edit';
import { valueAt } from './edit-faults';

/**
 * Takes out the defaults that the schema fills in for members of rich captions that inherit: the active word has the
 * weight of the others unless it has its own, and a font without a size has that of `style`.
 */
export function keepWrittenMembers(edit: Edit, written: unknown): void {
  for (const [track, { clips }] of edit.timeline.tracks.entries())
    for (const [index, { asset }] of clips.entries()) {
      if (asset.type !== 'rich-caption') continue;
      const own = valueAt(written, ['timeline', 'tracks', track, 'clips', index, 'asset']);
      for (const member of ['font', 'active'] as const) keepWritten(asset[member], valueAt(own, [member]));
    }
}

function keepWritten(value: unknown, written: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    const own = valueAt(written, [key]);
    if (own === undefined) Reflect.deleteProperty(value, key);
    else keepWritten(member, own);
  }
}
