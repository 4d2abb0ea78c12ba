import { decodeHTML } from 'entities';

/** One caption: text with line breaks, shown from `start` to `end` seconds. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

const TIME = /(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})\s*-->\s*(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})/;

/**
 * Reads SubRip and WebVTT. Tags (`<b>`, `<v Name>`, `{\an8}`) are taken off, entities decoded, cues without text or duration left out.
 * Returns the cues by start time.
 */
export function parseCaptions(source: string): Cue[] {
  const lines = source.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const cues: Cue[] = [];
  for (let index = 0; index < lines.length; index++) {
    const time = TIME.exec(lines[index] ?? '');
    if (!time) continue;
    const text: string[] = [];
    while (index + 1 < lines.length && lines[index + 1]?.trim()) text.push(lines[++index] ?? '');
    const cue = { start: seconds(time.slice(1, 5)), end: seconds(time.slice(5, 9)), text: plainText(text.join('\n')) };
    if (cue.text && cue.end > cue.start) cues.push(cue);
  }
  return cues.sort((a, b) => a.start - b.start);
}

/** The cues moved and sped up like the clip they belong to. */
export function retime(cues: readonly Cue[], trim = 0, speed = 1): Cue[] {
  const rate = speed > 0 ? speed : 1;
  return cues
    .map((cue) => ({ ...cue, start: (cue.start - trim) / rate, end: (cue.end - trim) / rate }))
    .filter(({ end }) => end > 0);
}

function seconds([hours, minutes, whole, fraction]: (string | undefined)[]): number {
  return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(whole) + Number(`0.${fraction}`);
}

function plainText(text: string): string {
  const withoutTags = text.replace(/<\/?[a-z][^>]*>|<\d[^>]*>|\{\\[^}]*\}/gi, '');
  return decodeHTML(withoutTags)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}
