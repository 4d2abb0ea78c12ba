import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Font } from 'fontkit';
import { bundledFontFile } from '../../canvas/bundled-fonts';
import { moved, type Outline, type OutlineCommand } from './outline';

/** Text as a shape: the origin is the left end of its baseline, y grows downwards. */
export interface TextOutline {
  outline: Outline;
  width: number;
}

const requireFrom = createRequire(__filename);
const fonts = new Map<string, OutlineFont>();

/**
 * A bundled font whose letters become shapes, which look the same in the still and in the moving layer of the overlay.
 */
export class OutlineFont {
  private readonly glyphs = new Map<string, { outline: Outline; width: number }>();
  private readonly digitWidth: number;

  private constructor(private readonly font: Font) {
    this.digitWidth = Math.max(...[...'0123456789'].map((digit) => this.glyph(digit).width));
  }

  /** Reads each file once per process. */
  static open(family: string, weight: number): OutlineFont {
    const path = bundledFontFile(family, weight);
    const known = fonts.get(path);
    if (known) return known;
    const { create } = requireFrom('fontkit') as typeof import('fontkit');
    const opened = create(readFileSync(path));
    const font = new OutlineFont('fonts' in opened ? (opened.fonts[0] as Font) : opened);
    fonts.set(path, font);
    return font;
  }

  /** Height of capital letters and digits at size 1. */
  get capHeight(): number {
    return this.font.capHeight / this.font.unitsPerEm;
  }

  /**
   * Positions of a text's letters, from its left end. Digits, and the dashes that replace them, all have the same
   * width, so that a number does not shake when it changes.
   */
  row(content: string, size: number, spacing = 0): { letters: { letter: string; x: number }[]; width: number } {
    const letters: { letter: string; x: number }[] = [];
    let x = 0;
    for (const letter of content) {
      const { width } = this.glyph(letter);
      const cell = /[\d–]/.test(letter) ? this.digitWidth : width;
      if (letter !== ' ') letters.push({ letter, x: x + ((cell - width) / 2) * size });
      x += cell * size + spacing;
    }
    return { letters, width: Math.max(0, x - spacing) };
  }

  /** A letter at size 1. */
  outline(letter: string): Outline {
    return this.glyph(letter).outline;
  }

  /** A whole text. */
  text(content: string, size: number, spacing = 0): TextOutline {
    const { letters, width } = this.row(content, size, spacing);
    return { outline: letters.flatMap(({ letter, x }) => moved(this.outline(letter), { x, y: 0 }, size)), width };
  }

  /** At size 1. */
  private glyph(letter: string): { outline: Outline; width: number } {
    const known = this.glyphs.get(letter);
    if (known) return known;
    const { font } = this;
    const glyph = font.glyphForCodePoint(letter.codePointAt(0) ?? 32);
    const found =
      letter === '≥' && !font.hasGlyphForCodePoint(0x2265)
        ? this.atLeastSign()
        : {
            outline: commandsOf(glyph.path.commands, 1 / font.unitsPerEm),
            width: glyph.advanceWidth / font.unitsPerEm,
          };
    this.glyphs.set(letter, found);
    return found;
  }

  /** The bundled fonts lack it, so it is their `>` above their dash. */
  private atLeastSign(): { outline: Outline; width: number } {
    const box = (letter: string) => this.font.glyphForCodePoint(letter.codePointAt(0) ?? 32).bbox;
    const [greater, dash] = [box('>'), box('–')];
    const thickness = dash.maxY - dash.minY;
    const size = 1 / this.font.unitsPerEm;
    const up = Math.max(0, 1.8 * thickness - greater.minY) * size;
    const across = ((greater.minX + greater.maxX - dash.minX - dash.maxX) / 2) * size;
    const bar = moved(this.outline('–'), { x: across, y: dash.minY * size }, 1);
    return { outline: [...moved(this.outline('>'), { x: 0, y: -up }, 1), ...bar], width: this.glyph('>').width };
  }
}

interface FontCommand {
  command: string;
  args: readonly number[];
}

/** Fonts count upwards and may have quadratic curves. */
function commandsOf(commands: readonly FontCommand[], scale: number): OutlineCommand[] {
  const outline: OutlineCommand[] = [];
  let [x, y] = [0, 0];
  for (const { command, args } of commands) {
    const at = args.map((value, index) => value * scale * (index % 2 === 0 ? 1 : -1));
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = at;
    if (command === 'moveTo') outline.push({ op: 'move', at });
    else if (command === 'lineTo') outline.push({ op: 'line', at });
    else if (command === 'bezierCurveTo') outline.push({ op: 'curve', at });
    else if (command === 'quadraticCurveTo') {
      const third = (from: number, control: number) => from + (2 / 3) * (control - from);
      outline.push({ op: 'curve', at: [third(x, x1), third(y, y1), third(x2, x1), third(y2, y1), x2, y2] });
    }
    [x = x, y = y] = at.slice(-2);
  }
  return outline;
}
