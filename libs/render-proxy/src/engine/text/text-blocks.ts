import type { Paragraph, TextBlock, TextStyle } from '@app/media';
import { cssColor, type Size, transformText, weightOf } from '@app/media';
import type { Animated, RichStyle, RichTextAsset, TextAsset, TitleAsset } from '../../edit/edit';
import { backgroundColor, shadowOf, sidesOf, strokeOf, wrapPadding } from './asset-style';

export const PLAIN_STYLE: TextStyle = {
  family: 'Open Sans',
  size: 32,
  weight: 400,
  italic: false,
  color: '#ffffff',
  letterSpacing: 0,
  wordSpacing: 0,
  underline: false,
  lineThrough: false,
};
export const NO_PADDING = { top: 0, right: 0, bottom: 0, left: 0 };

/** Lines as their author wrote them, in one style. */
export function paragraphsOf(
  text: string,
  style: TextStyle,
  align: Paragraph['align'],
  lineHeight: number,
): Paragraph[] {
  return text.split(/\r\n|\r|\n/).map((line) => ({
    // An empty run gives an empty line its height.
    runs: [{ text: line, style }],
    align,
    spaceBefore: 0,
    lineHeight,
  }));
}

export function textBlock(asset: TextAsset, box: Size): TextBlock {
  const { font = {}, background, alignment = {}, stroke, ellipsis } = asset;
  const style = {
    ...PLAIN_STYLE,
    family: font.family ?? 'Open Sans',
    size: font.size ?? 32,
    weight: weightOf(font.weight),
    color: cssColor(font.color ?? '#ffffff', font.opacity),
  };
  const color = backgroundColor(background);
  const radius = background?.borderRadius ?? 0;
  const padding = background?.padding ?? 0;
  const boxed = asset.width !== undefined || asset.height !== undefined;
  return {
    box,
    padding: boxed ? sidesOf(padding) : NO_PADDING,
    paragraphs: paragraphsOf(asset.text, style, alignment.horizontal ?? 'center', font.lineHeight ?? 1),
    vertical: alignment.vertical === 'top' || alignment.vertical === 'bottom' ? alignment.vertical : 'middle',
    ...(color && (boxed ? { fill: { color, radius } } : { plate: { color, radius, padding: sidesOf(padding) } })),
    ...(strokeOf(stroke) && { stroke: strokeOf(stroke) }),
    ...(ellipsis !== undefined && { ellipsis }),
  };
}

/** The common part of rich text and rich captions. */
export function richBlock(
  text: string,
  asset: RichStyle,
  box: Size,
  defaults: { family: string; color: string; vertical: TextBlock['vertical'] },
): TextBlock {
  const { font = {}, style = {}, background, border, align = {} } = asset;
  const look: TextStyle = {
    family: font.family ?? defaults.family,
    size: font.size ?? 24,
    weight: weightOf(font.weight),
    italic: font.style === 'italic',
    color: cssColor(font.color ?? defaults.color, font.opacity),
    letterSpacing: style.letterSpacing ?? 0,
    wordSpacing: style.wordSpacing ?? 0,
    underline: style.textDecoration === 'underline',
    lineThrough: style.textDecoration === 'line-through',
    ...(font.background && { highlight: cssColor(font.background) }),
  };
  const color = backgroundColor(background);
  const radius = background?.borderRadius ?? 0;
  const stroke = strokeOf(asset.stroke) ?? strokeOf(font.stroke);
  const shadow = shadowOf(asset.shadow);
  const padding = sidesOf(asset.padding);
  return {
    box,
    padding,
    paragraphs: paragraphsOf(
      transformText(text, style.textTransform),
      look,
      align.horizontal ?? 'center',
      style.lineHeight ?? 1.2,
    ),
    vertical: align.vertical ?? defaults.vertical,
    ...(color &&
      (background?.wrap
        ? { plate: { color, radius, padding: wrapPadding(padding, background.padding, look.size, stroke?.width ?? 0) } }
        : { fill: { color, radius } })),
    ...(border?.width && {
      border: {
        color: cssColor(border.color ?? '#000000', border.opacity),
        width: border.width,
        radius: border.radius ?? 0,
      },
    }),
    ...(stroke && { stroke }),
    ...(shadow && { shadow }),
    ...(style.gradient && { gradient: style.gradient }),
  };
}

export const richTextBlock = (asset: RichTextAsset, box: Size): TextBlock =>
  richBlock(asset.text, asset, box, { family: 'Open Sans', color: '#000000', vertical: 'middle' });

/** Titles do not move inside their box: an animated offset counts with its first value. */
const atRest = (value: Animated = 0): number => (typeof value === 'number' ? value : (value[0]?.from ?? 0));

/** Fonts and layout of the title styles; Shotstack does not publish the originals. */
const TITLES: Readonly<Record<string, Partial<TextStyle> & { uppercase?: boolean }>> = {
  minimal: { family: 'Montserrat', weight: 400 },
  blockbuster: { family: 'Montserrat', weight: 900, uppercase: true, letterSpacing: 0.02 },
  vogue: { family: 'Arapey', weight: 400, uppercase: true, letterSpacing: 0.12 },
  sketchy: { family: 'Sue Ellen Francisco', weight: 400 },
  skinny: { family: 'Work Sans', weight: 200, uppercase: true, letterSpacing: 0.2 },
  chunk: { family: 'Work Sans', weight: 900 },
  chunkLight: { family: 'Work Sans', weight: 500 },
  marker: { family: 'Permanent Marker', weight: 400 },
  future: { family: 'Didact Gothic', weight: 400, uppercase: true, letterSpacing: 0.3 },
  subtitle: { family: 'Open Sans', weight: 600 },
};
/** Share of the frame's height (of its width in portrait format). */
const TITLE_SIZES: Readonly<Record<string, number>> = {
  'xx-small': 0.03,
  'x-small': 0.042,
  small: 0.056,
  medium: 0.075,
  large: 0.1,
  'x-large': 0.133,
  'xx-large': 0.178,
};

export function titleBlock(asset: TitleAsset, box: Size): TextBlock {
  const { uppercase, letterSpacing = 0, ...manner } = TITLES[asset.style ?? 'minimal'] ?? {};
  const size = (TITLE_SIZES[asset.size ?? 'medium'] ?? 0.075) * Math.min(box.width, box.height);
  const style = {
    ...PLAIN_STYLE,
    ...manner,
    size,
    letterSpacing: letterSpacing * size,
    color: cssColor(asset.color ?? '#ffffff'),
  };
  const { position = 'center', offset } = asset;
  const margin = { x: box.width * 0.05, y: box.height * 0.05 };
  const shift = { x: atRest(offset?.x) * box.width, y: -atRest(offset?.y) * box.height };
  const clear = asset.background === undefined || /^(transparent|#00[0-9a-f]{6})$/i.test(asset.background);
  return {
    box,
    padding: {
      left: margin.x + shift.x,
      right: margin.x - shift.x,
      top: margin.y + shift.y,
      bottom: margin.y - shift.y,
    },
    paragraphs: paragraphsOf(
      uppercase ? asset.text.toUpperCase() : asset.text,
      style,
      /left$/i.test(position) ? 'left' : /right$/i.test(position) ? 'right' : 'center',
      1.2,
    ),
    vertical: position.startsWith('top') ? 'top' : position.startsWith('bottom') ? 'bottom' : 'middle',
    ...(!clear && {
      plate: { color: cssColor(asset.background ?? ''), radius: size * 0.1, padding: sidesOf(size * 0.3) },
    }),
  };
}
