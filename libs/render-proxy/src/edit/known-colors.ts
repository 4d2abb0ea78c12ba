import type { InputFault } from '@app/core';
import { isColor } from '@app/media';
import { WRITE_COLOR } from './describe-issue';
import type { Asset } from './edit';
import { shown, valueAt } from './edit-faults';

const NOTHING = 'transparent';
/**
 * The members in which the schema allows any text, with the colour that is drawn where the text is none: that of an
 * asset without the member.
 */
const OPEN_COLORS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: { 'font.color': '#ffffff' },
  title: { color: '#ffffff', background: NOTHING },
  html: { background: NOTHING },
  caption: { 'font.color': '#ffffff', 'font.stroke': '#000000', 'background.color': '#000000' },
  shape: { 'fill.color': '#ffffff', 'stroke.color': '#000000' },
};

interface UnknownColor {
  member: string;
  color: string;
  drawn: string;
}

function unknownColors(asset: Asset): UnknownColor[] {
  return Object.entries(OPEN_COLORS[asset.type] ?? {}).flatMap(([member, drawn]) => {
    const color = valueAt(asset, member.split('.'));
    return typeof color === 'string' && !isColor(color) ? [{ member, color, drawn }] : [];
  });
}

/** What is drawn instead of the asset's unknown colours. */
export function colorWarnings(asset: Asset, path: string): InputFault[] {
  const unmeant = unknownColors(asset).filter(
    ({ color, drawn }) => drawn !== NOTHING || !/^(none)?$/i.test(color.trim()),
  );
  return unmeant.map(({ member, color, drawn }) => ({
    path: `${path}.${member}`,
    code: 'no_effect',
    message: `${shown(color)} is not a colour, so ${drawn === NOTHING ? 'none' : drawn} is drawn; ${WRITE_COLOR}.`,
  }));
}

/** The asset with colours that can all be drawn. */
export function withKnownColors<T extends Asset>(asset: T): T {
  const unknown = unknownColors(asset);
  if (unknown.length === 0) return asset;
  const known = structuredClone(asset);
  for (const { member, drawn } of unknown) {
    const path = member.split('.');
    const name = path.pop() as string;
    Object.assign(valueAt(known, path) as object, { [name]: drawn });
  }
  return known;
}
