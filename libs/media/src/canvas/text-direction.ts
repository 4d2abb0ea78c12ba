import bidiFactory from 'bidi-js';
import { largest } from './geometry';
import type { TextRun } from './text-block';

export type Direction = 'ltr' | 'rtl';

/** A piece of text that runs in one direction. */
export interface DirectedRun extends TextRun {
  /** Embedding level of the Unicode bidirectional algorithm: odd levels run right to left. */
  level: number;
}

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const LETTER = /\p{L}/u;

const bidi = bidiFactory();

/** The direction of a paragraph according to its first letter. */
export function directionOf(text: string): Direction {
  const letter = LETTER.exec(text)?.[0] ?? '';
  return RIGHT_TO_LEFT.test(letter) ? 'rtl' : 'ltr';
}

/** Splits the runs of a line wherever the direction changes, in reading order. */
export function directRuns(runs: readonly TextRun[], direction: Direction): DirectedRun[] {
  const base = direction === 'rtl' ? 1 : 0;
  const text = runs.map((run) => run.text).join('');
  if (base === 0 && !RIGHT_TO_LEFT.test(text)) return runs.map((run) => ({ ...run, level: 0 }));
  const { levels } = bidi.getEmbeddingLevels(text, direction);
  let at = 0;
  return runs.flatMap(({ text: own, style }) => {
    const pieces: DirectedRun[] = [];
    for (const letter of own) {
      const level = levels[at] ?? base;
      at += letter.length;
      const last = pieces.at(-1);
      if (last?.level === level) last.text += letter;
      else pieces.push({ text: letter, style, level });
    }
    return pieces;
  });
}

/** The visual order from left to right (UAX 9, L2): indexes of the runs. */
export function visualOrder(runs: readonly { level: number }[]): number[] {
  const order = runs.map((_, index) => index);
  const levelAt = (position: number) => runs[order[position] ?? 0]?.level ?? 0;
  const highest = largest(
    runs.map(({ level }) => level),
    0,
  );
  for (let level = highest; level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      if (levelAt(start) < level) continue;
      let end = start;
      while (end < order.length && levelAt(end) >= level) end++;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}
