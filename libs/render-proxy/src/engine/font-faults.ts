import type { InputFault } from '@app/core';
import { bundledFamilies, type FontLibrary } from '@app/media';
import type { Asset, Edit } from '../edit/edit';
import { readHtml } from './html/read-html';
import type { Cue } from './scene/captions';

/** The first letter of a script that no bundled font draws. */
const FOREIGN =
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u;

/**
 * Names font families that are neither bundled nor in `timeline.fonts`, and texts in scripts that no font of the render can write. Both
 * would render, but in another font or as empty boxes.
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
      const letter = fonts.ownFamilies().length > 0 ? undefined : FOREIGN.exec(textOf(asset, captions))?.[0];
      return [
        ...unknown.map(({ family, member }) => {
          const message = `the font "${family}" is not known; add its file to timeline.fonts or use one of ${available}.`;
          return { path: `${path}.${member}`, code: 'unknown_font', message };
        }),
        ...(letter === undefined
          ? []
          : [
              {
                path,
                code: 'no_glyphs',
                message: `no bundled font can write "${letter}"; add a font that can to timeline.fonts.`,
              },
            ]),
      ];
    }),
  );
}

function textOf(asset: Asset, captions: ReadonlyMap<string, readonly Cue[]>): string {
  if (asset.type === 'html') return readHtml(asset).text;
  if (asset.type === 'caption' || asset.type === 'rich-caption')
    return (captions.get(asset.src) ?? []).map(({ text }) => text).join('\n');
  return 'text' in asset ? asset.text : '';
}

function familiesOf(asset: Asset): { family: string; member: string }[] {
  if (asset.type === 'html') return readHtml(asset).families.map((family) => ({ family, member: 'css' }));
  const font = 'font' in asset ? asset.font?.family : undefined;
  return font === undefined ? [] : [{ family: font, member: 'font.family' }];
}
