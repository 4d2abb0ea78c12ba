import type { Edit } from './edit';

/** A place of an edit that names a file to fetch. */
export interface EditSource {
  src: string;
  /** JSON path. */
  path: string;
  purpose: 'media' | 'captions' | 'font';
}

/** Every place of an edit that names a file, in order; an address that is used twice comes twice. */
export function* sourcesOf({ timeline }: Edit): Generator<EditSource> {
  for (const [index, { src }] of (timeline.fonts ?? []).entries())
    yield { src, path: `timeline.fonts[${index}].src`, purpose: 'font' };
  if (timeline.soundtrack) yield { src: timeline.soundtrack.src, path: 'timeline.soundtrack.src', purpose: 'media' };
  for (const [track, { clips }] of timeline.tracks.entries()) {
    for (const [index, { asset }] of clips.entries()) {
      const path = `timeline.tracks[${track}].clips[${index}].asset.src`;
      const purpose = asset.type === 'caption' || asset.type === 'rich-caption' ? 'captions' : 'media';
      if ('src' in asset && asset.type !== 'svg' && asset.src !== undefined) yield { src: asset.src, path, purpose };
    }
  }
}
