import type { Clip, Edit } from './edit';

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
      if (namesFile(asset)) yield { src: asset.src, path, purpose };
    }
  }
}

/** The edit with other addresses in all places that name a file. */
export function withSources(edit: Edit, change: (src: string) => string): Edit {
  const { fonts, soundtrack, tracks } = edit.timeline;
  const changed = <T extends { src: string }>(place: T): T => ({ ...place, src: change(place.src) });
  const changedClip = (clip: Clip): Clip => (namesFile(clip.asset) ? { ...clip, asset: changed(clip.asset) } : clip);
  return {
    ...edit,
    timeline: {
      ...edit.timeline,
      ...(fonts && { fonts: fonts.map(changed) }),
      ...(soundtrack && { soundtrack: changed(soundtrack) }),
      tracks: tracks.map((track) => ({ ...track, clips: track.clips.map(changedClip) })),
    },
  };
}

/** The `src` of an SVG is the SVG itself. */
const namesFile = <T extends Clip['asset']>(asset: T): asset is T & { src: string } =>
  'src' in asset && asset.type !== 'svg' && asset.src !== undefined;
