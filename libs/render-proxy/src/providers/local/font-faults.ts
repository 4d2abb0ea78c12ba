import type { InputFault } from '@app/core';
import type { Asset, Edit } from '../../edit/edit';
import { bundledFamilies, type FontLibrary } from './paint/font-library';

/** Families that nobody has. A text in the wrong font would be a silent surprise, so it is refused. */
export function fontFaults(edit: Edit, fonts: FontLibrary): InputFault[] {
  const available = [...fonts.ownFamilies(), ...bundledFamilies()].join(', ');
  return edit.timeline.tracks.flatMap(({ clips }, track) =>
    clips.flatMap(({ asset }, index) =>
      familiesOf(asset).flatMap(({ family, member }) => {
        if (fonts.find(family) !== undefined) return [];
        const message = `the font "${family}" is not known; add its file to timeline.fonts or use one of ${available}.`;
        return [{ path: `timeline.tracks[${track}].clips[${index}].asset.${member}`, code: 'unknown_font', message }];
      }),
    ),
  );
}

function familiesOf(asset: Asset): { family: string; member: string }[] {
  if (asset.type === 'html') {
    const sources = [asset.css ?? '', asset.html].flatMap((text) => [...text.matchAll(/font-family\s*:\s*([^;}]+)/gi)].map(([, list = '']) => list));
    return sources.map((family) => ({ family: family.replace(/["']\s*>.*$/s, ''), member: 'css' }));
  }
  const font = 'font' in asset ? asset.font?.family : undefined;
  return font === undefined ? [] : [{ family: font, member: 'font.family' }];
}
