import type { InputFault } from '@app/core';
import { bundledFamilies, type FontLibrary } from '@app/media';
import type { Asset, Edit } from '../edit/edit';
import { shorten } from '../edit/edit-faults';
import { readHtml } from './html/read-html';
import type { Cue } from './scene/cues';

/** Letters of scripts that no bundled font draws. */
const FOREIGN =
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/gu;

/**
 * Reports font families that are neither bundled nor in `timeline.fonts`, and texts in scripts that no font of the
 * render covers. Both would render, but in another font or as empty boxes.
 */
export function fontFaults(
  edit: Edit,
  fonts: FontLibrary,
  captions: ReadonlyMap<string, readonly Cue[]>,
): InputFault[] {
  const available = [...fonts.ownFamilies(), ...bundledFamilies()].join(', ');
  return edit.timeline.tracks.flatMap(({ clips }, track) =>
    clips.flatMap(({ asset }, index) => {
      const path = `timeline.tracks[${track}].clips[${index}].asset`;
      const unknown = familiesOf(asset).filter(({ family }) => fonts.find(family) === undefined);
      const letter = unknownLetter(textOf(asset, captions), fonts);
      return [
        ...unknown.map(({ family, member }) => {
          const message = `the font "${shorten(family)}" is unknown; add its file to timeline.fonts or use one of ${available}.`;
          return { path: `${path}.${member}`, code: 'unknown_font', message };
        }),
        ...(letter === undefined
          ? []
          : [
              {
                path,
                code: 'no_glyphs',
                message: `no font of the edit and no bundled font can draw "${letter}"; add a font that can to timeline.fonts.`,
              },
            ]),
      ];
    }),
  );
}

/** The first letter that no font draws. */
function unknownLetter(text: string, fonts: FontLibrary): string | undefined {
  const letters = new Set(text.match(FOREIGN) ?? []);
  return [...letters].find((letter) => !fonts.ownGlyph(letter.codePointAt(0) ?? 0));
}

function textOf(asset: Asset, captions: ReadonlyMap<string, readonly Cue[]>): string {
  if (asset.type === 'html') return readHtml(asset).text;
  if (asset.type === 'caption' || asset.type === 'rich-caption')
    return (captions.get(asset.src) ?? []).map(({ text }) => text).join('\n');
  return 'text' in asset ? asset.text : '';
}

function familiesOf(asset: Asset): { family: string; member: string }[] {
  if (asset.type === 'html') return readHtml(asset).families.map((family) => ({ family, member: 'css' }));
  const families = {
    'font.family': 'font' in asset ? asset.font?.family : undefined,
    'active.font.family': asset.type === 'rich-caption' ? asset.active?.font?.family : undefined,
  };
  return Object.entries(families).flatMap(([member, family]) => (family === undefined ? [] : [{ family, member }]));
}
