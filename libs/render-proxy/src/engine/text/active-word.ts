import { cssColor, shadowReach, type UnitLook, weightOf } from '@app/media';
import type { RichCaptionAsset } from '../../edit/edit';
import { shadowOf, strokeOf } from './asset-style';

/** What sets the spoken word of a caption apart from the others. */
export interface ActiveWord {
  /** Karaoke leaves it on the words that were spoken. */
  fill: Pick<UnitLook, 'color' | 'highlight'>;
  /** All of it, with the fill. */
  marks: Omit<UnitLook, 'opacity' | 'dx' | 'dy' | 'scale'>;
  scale: number;
  isMarked: boolean;
}

/** Pixels of the letters. */
export const captionSize = ({ font, style }: RichCaptionAsset): number => font?.size ?? style?.size ?? 24;

export function activeWord(asset: RichCaptionAsset): ActiveWord {
  const { font = {}, stroke, shadow } = asset.active ?? {};
  const hasColor = font.color !== undefined || font.opacity !== undefined;
  const fill = {
    ...(hasColor && { color: cssColor(font.color ?? asset.font?.color ?? '#ffffff', font.opacity) }),
    ...(font.background && { highlight: cssColor(font.background) }),
  };
  const marks = {
    ...fill,
    ...(font.family !== undefined && { family: font.family }),
    ...(font.weight !== undefined && { weight: weightOf(font.weight) }),
    ...(font.textDecoration && {
      underline: font.textDecoration === 'underline',
      lineThrough: font.textDecoration === 'line-through',
    }),
    ...(stroke && { stroke: stroke === 'none' ? stroke : (strokeOf({ ...asset.stroke, ...stroke }) ?? 'none') }),
    ...(shadow && { shadow: shadow === 'none' ? shadow : (shadowOf({ ...asset.shadow, ...shadow }) ?? 'none') }),
  };
  const scale = (font.size ?? captionSize(asset)) / captionSize(asset);
  return { fill, marks, scale, isMarked: scale !== 1 || Object.keys(marks).length > 0 };
}

/** Pixels by which the spoken word may reach beyond its place. */
export function activeReach(asset: RichCaptionAsset, text: string): number {
  const { marks, scale } = activeWord(asset);
  const stroke = typeof marks.stroke === 'object' ? marks.stroke.width : 0;
  const shadow = typeof marks.shadow === 'object' ? shadowReach(marks.shadow) : 0;
  const letters = text.split(/\s+/).reduce((most, word) => Math.max(most, word.length), 0);
  const wide = marks.family === undefined && marks.weight === undefined ? scale : 1.5 * scale;
  return (stroke + shadow) * scale + (Math.max(1, wide) - 1) * letters * (captionSize(asset) / 2);
}
