import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { bundledFamilies } from './bundled-fonts';
import { FontLibrary } from './font-library';

const WEIGHTS = [100, 300, 400, 450, 600, 900];
const STYLES = bundledFamilies().flatMap((family) =>
  WEIGHTS.flatMap((weight) => [false, true].map((italic) => ({ family, weight, italic }))),
);
const fonts = new FontLibrary([], [], 'test');

/** @param more ends the list of families, so that the canvas chooses the faces anew */
function widths({ family, weight, italic }: (typeof STYLES)[number], more: string): number[] {
  const face = fonts.face({ family, weight, italic });
  const context = createCanvas(8, 8).getContext('2d');
  context.font = `${face.italic ? 'italic ' : ''}${face.weight} 40px ${face.stack}, "${more}"`;
  return ['Abg', 'Жя', 'Ωπ', 'שלום', 'مرحبا'].map((text) => context.measureText(text).width);
}

describe('the faces of bundled families', () => {
  it('registers the files of the requested weight and slant only', () => {
    const styles = () =>
      (GlobalFonts.families.find(({ family }) => family === 'Roboto Mono latin')?.styles ?? []).map(
        ({ weight, style }) => `${weight} ${style}`,
      );
    const before = styles();
    fonts.face({ family: 'Roboto Mono', weight: 300, italic: true });
    expect(new Set(styles())).toEqual(new Set([...before, '300 italic']));
    expect(styles()).not.toContain('200 italic');
  });

  it('draws a style in the same faces, whichever others were registered before', () => {
    const alone = STYLES.map((style) => widths(style, 'first'));
    expect(STYLES.map((style) => widths(style, 'second'))).toEqual(alone);
  });
});
