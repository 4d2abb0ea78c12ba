import type { TextBlock, UnitAnimation, UnitLook } from '@app/media';
import { cssColor, type Size } from '@app/media';
import type { CaptionAsset, RichCaptionAsset } from '../../edit/edit';
import { type Cue, type WordTime, wordTimes } from '../scene/cues';
import { activeReach, activeWord, captionSize } from './active-word';
import { backgroundColor, sidesOf } from './asset-style';
import { NO_PADDING, PLAIN_STYLE, paragraphsOf, richBlock } from './text-blocks';

export function captionBlock(asset: CaptionAsset, cue: Cue, box: Size): TextBlock {
  const { font = {}, background = {}, margin = {} } = asset;
  const style = {
    ...PLAIN_STYLE,
    family: font.family ?? 'Open Sans',
    size: font.size ?? 32,
    color: cssColor(font.color ?? '#ffffff', font.opacity),
  };
  const color = backgroundColor({ color: background.color ?? '#000000', opacity: background.opacity ?? 0.8 });
  const beyond = background.padding ?? 10;
  const plate = color ? { color, radius: background.borderRadius ?? 4, padding: sidesOf(beyond) } : undefined;
  const edge = box.height * 0.05 + (plate ? beyond : 0);
  return {
    box,
    padding: {
      left: box.width * (margin.left ?? 0.05),
      right: box.width * (margin.right ?? 0.05),
      top: margin.top === undefined ? 0 : box.height * margin.top,
      bottom: margin.top === undefined ? edge : 0,
    },
    paragraphs: paragraphsOf(cue.text, style, 'center', font.lineHeight ?? 1.2),
    vertical: margin.top === undefined ? 'bottom' : 'top',
    ...(plate && { plate }),
    ...(font.strokeWidth && { stroke: { color: cssColor(font.stroke ?? '#000000'), width: font.strokeWidth } }),
  };
}

export function richCaptionBlock(asset: RichCaptionAsset, cue: Cue, box: Size): TextBlock {
  const sized = { ...asset, font: { ...asset.font, size: captionSize(asset) } };
  const block = richBlock(cue.text, sized, box, { family: 'Roboto', color: '#ffffff', vertical: 'middle' });
  const sides = { ...NO_PADDING, left: box.width * 0.05, right: box.width * 0.05 };
  const reach = activeReach(asset, cue.text);
  return { ...block, reach, ...(asset.padding === undefined && { padding: sides }) };
}

interface SpokenWord extends WordTime {
  isSpoken: boolean;
  isActive: boolean;
  /** 0..1 while it is active. */
  progress: number;
  /** 0 until it begins to slide or fade in, then up to 1. */
  entered: number;
}

/** Seconds in which a word slides or fades in. */
const ENTRANCE = 0.25;

/** Which words of the caption have been spoken at `seconds`, and which are being spoken. */
function spokenWords(cue: Cue, seconds: number): SpokenWord[] {
  return wordTimes(cue).map((word) => {
    const isSpoken = seconds >= word.start;
    const isActive = isSpoken && seconds < word.end;
    const progress = isActive ? (seconds - word.start) / (word.end - word.start) : 0;
    const entered = Math.max(0, Math.min(1, (seconds - word.start) / ENTRANCE));
    return { ...word, isSpoken, isActive, progress, entered };
  });
}

/** Marks the spoken word of a caption that says how words are marked, but not by what. */
const UNMARKED = { color: '#ffff00' };
const REST: UnitLook = { opacity: 1, dx: 0, dy: 0, scale: 1 };

/** The appearance of each word at this moment, or `undefined` when all words are at rest. */
export function captionAnimation(
  asset: RichCaptionAsset,
  cue: Cue,
  seconds: number,
): { key: string; animation: UnitAnimation } | undefined {
  const { animation } = asset;
  const style = animation?.style ?? 'none';
  const active = activeWord(asset);
  if (style === 'none' && !active.isMarked) return undefined;
  const stays = style === 'none' || style === 'fade' || style === 'slide';
  const { fill, marks } = active.isMarked || stays ? active : { fill: UNMARKED, marks: UNMARKED };
  const words = spokenWords(cue, seconds);
  const size = captionSize(asset);
  const look = (unit: number): UnitLook => {
    // A word that is too long for a line is several units.
    const word = words[unit] ?? words.at(-1);
    if (!word) return REST;
    const { isSpoken, isActive, progress, entered } = word;
    const lit = isActive ? { ...REST, ...marks, scale: active.scale } : REST;
    switch (style) {
      case 'karaoke':
        return isSpoken && !isActive ? { ...REST, ...fill } : lit;
      case 'pop':
        return isActive
          ? { ...lit, scale: active.scale * (1 + 0.18 * Math.sin(Math.PI * Math.min(1, progress * 2))) }
          : lit;
      case 'bounce':
        return isActive ? { ...lit, dy: -0.22 * size * Math.abs(Math.sin(Math.PI * progress)) } : lit;
      case 'fade':
        return { ...lit, opacity: entered };
      case 'slide':
        return { ...lit, opacity: entered, ...slideFrom(animation?.direction ?? 'up', (1 - entered) * size) };
      case 'typewriter':
        return { ...lit, opacity: isSpoken ? 1 : 0 };
      default:
        return lit;
    }
  };
  const current = words.flatMap(({ isActive, progress }, word) => (isActive ? [{ word, progress }] : []));
  const moves = style === 'pop' || style === 'bounce' ? current.map(({ progress }) => progress.toFixed(2)).join() : '';
  const entering = words.filter(({ isSpoken, entered }) => isSpoken && entered < 1);
  const enters = style === 'fade' || style === 'slide' ? entering.map(({ entered }) => entered.toFixed(2)).join() : '';
  const spoken = words.filter(({ isSpoken }) => isSpoken).length;
  const key = [spoken, current.map(({ word }) => word), moves, enters].join('/');
  return { key, animation: { unit: 'word', look } };
}

/** The starting position of something that moves in this direction. */
export function slideFrom(direction: 'left' | 'right' | 'up' | 'down', distance: number): { dx: number; dy: number } {
  return {
    dx: { left: distance, right: -distance, up: 0, down: 0 }[direction],
    dy: { left: 0, right: 0, up: distance, down: -distance }[direction],
  };
}
