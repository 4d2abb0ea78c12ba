import { decodeText, FontLibrary, isColor, sniffFormat, svgProblem } from '@app/media';
import { DEFAULT_EDIT_LIMITS } from './edit/edit-limits';
import { readEdit, readRelayedEdit } from './edit/read-edit';
import { resolveTiming } from './edit/resolve-timing';
import { splitList, splitValue } from './engine/html/css-values';
import { readHtml } from './engine/html/read-html';
import { parseCaptions } from './engine/scene/captions';

jest.setTimeout(120_000);

const UNLIMITED = Object.fromEntries(
  Object.keys(DEFAULT_EDIT_LIMITS).map((name) => [name, name === 'maxDepth' ? 32 : Infinity]),
) as unknown as typeof DEFAULT_EDIT_LIMITS;
const image = { type: 'image', src: 'https://example.com/a.png' };
const edit = (asset: object, clip: object = {}, root: object = {}) => ({
  timeline: { tracks: [{ clips: [{ asset, start: 0, length: 2, ...clip }] }] },
  output: { format: 'mp4', resolution: 'sd' },
  ...root,
});
const sized = (size: number, unit: string) => unit.repeat(Math.ceil(size / unit.length)).slice(0, size);
const text = (value: string) => edit({ type: 'text', text: value }, {}, { merge: [{ find: 'name', replace: 'x' }] });
const clips = (count: number, clipOf: (index: number) => object) => ({
  timeline: { tracks: [{ clips: Array.from({ length: count }, (_, index) => ({ asset: image, ...clipOf(index) })) }] },
  output: { format: 'mp4', resolution: 'sd' },
});

const fonts = new FontLibrary([], [], 'linear');

const read = (input: object) => () => readEdit(input, UNLIMITED);
const relay = (input: object) => () => readRelayedEdit(input, UNLIMITED);
const html =
  (markup: string, css = '') =>
  () =>
    readHtml({ type: 'html', html: markup, css });
const timed = (input: object) => () => resolveTiming(readEdit(input, UNLIMITED), () => 1);
const sniff = (head: string) => {
  const bytes = Buffer.from(head);
  return () => sniffFormat(bytes);
};

/** A function that reads a hostile input of a given size; the input is created beforehand. */
const READERS: readonly [name: string, make: (size: number) => () => unknown][] = [
  ['an open placeholder and spaces', (n) => read(text(`{{${' '.repeat(n)}`))],
  ['many open placeholders', (n) => read(text(sized(n, '{{ ')))],
  ['many braces', (n) => read(text(sized(n, '{')))],
  ['a placeholder of spaces that almost ends', (n) => read(text(`{{${' '.repeat(n)}} }`))],
  ['a placeholder without a value', (n) => read(edit(image, { start: `{{${'n'.repeat(n)}}}` }))],
  ['an alias of spaces', (n) => read(edit(image, { start: `alias://${' '.repeat(n)}` }))],
  ['a wrong enum value', (n) => read(edit(image, { fit: 'c'.repeat(n) }))],
  ['a wrong type of asset', (n) => read(edit({ type: 'v'.repeat(n) }))],
  ['an unknown member', (n) => read(edit({ ...image, ['m'.repeat(n)]: 1 }))],
  [
    'many unknown members',
    (n) => relay(edit({ ...image, ...Object.fromEntries(Array.from({ length: n / 50 }, (_, i) => [`m${i}`, 0])) })),
  ],
  ['many faults', (n) => read(clips(n / 100, () => ({ start: 0, length: 1, fit: 'wide' })))],
  ['clips that follow each other', (n) => timed(clips(n / 100, () => ({ start: 'auto', length: 'auto' })))],
  ['clips that last until the end', (n) => timed(clips(n / 100, (i) => ({ start: 0, length: i === 0 ? 9 : 'end' })))],
  [
    'clips that each wait for the next',
    (n) =>
      timed(clips(n / 100, (i) => ({ start: i + 1 < n / 100 ? `alias://c${i + 1}` : 1, length: 1, alias: `c${i}` }))),
  ],
  ['a file of comments', (n) => sniff(`${sized(n, '<!---->')}x`)],
  ['a file of white space', (n) => sniff(`<?xml ${' '.repeat(n)}`)],
  ['a file of times', (n) => sniff(sized(n, '00:00,0 '))],
  ['a file of bytes that are no text', (n) => () => decodeText(Buffer.alloc(n, 0xc3))],
  ['subtitles of digits', (n) => () => parseCaptions('0'.repeat(n))],
  ['subtitles of digits before an arrow', (n) => () => parseCaptions(`${'0'.repeat(n)} --> 00:00:01,000\nx`)],
  ['subtitles of open tags', (n) => () => parseCaptions(`00:01,0 --> 00:02,0\n${sized(n, '<a{\\')}`)],
  ['subtitles of arrows', (n) => () => parseCaptions(sized(n, '-->\n'))],
  ['a colour of functions', (n) => () => isColor(`${sized(n, 'color-mix(in srgb, ')}red`)],
  ['an SVG of open tags', (n) => () => svgProblem(`<svg ${sized(n, '<g-')}`)],
  ['an SVG of style sheets', (n) => () => svgProblem(`<svg ${sized(n, '<style>')}`)],
  ['an SVG of document types', (n) => () => svgProblem(`<svg ${sized(n, '<!DOCTYPE ')}`)],
  ['an SVG of colours', (n) => () => svgProblem(`<svg <style>${sized(n, ' fill : url(#')}`)],
  ['an SVG of addresses', (n) => () => svgProblem(`<svg ${sized(n, 'url( ')}`)],
  ['HTML of open comments', (n) => html(sized(n, '<!--'))],
  ['HTML of open tags', (n) => html(sized(n, '<p '))],
  ['HTML of open attributes', (n) => html(`<p ${sized(n, 'style="')}`)],
  ['HTML of entities without an end', (n) => html(sized(n, '&#'))],
  ['HTML of paragraphs', (n) => html(sized(n, '<p>x</p>'), 'p{color:red;border:1px solid}')],
  ['CSS of open braces', (n) => html('<p>x</p>', sized(n, '{'))],
  ['CSS of open comments', (n) => html('<p>x</p>', sized(n, '/*'))],
  ['CSS of open strings', (n) => html('<p>x</p>', `p{font-family:${sized(n, '"\\')}`)],
  ['CSS of open brackets', (n) => html('<p>x</p>', `p{color:${sized(n, 'rgb(')}`)],
  ['CSS of one long selector', (n) => html('<p>x</p>', `${sized(n, 'p p>')}p{color:red}`)],
  ['CSS of many rules', (n) => html('<p>x</p>', sized(n, 'p{color:red}'))],
  ['a CSS value of open brackets', (n) => () => splitValue(sized(n, 'a(('))],
  ['a CSS value of open strings', (n) => () => splitValue(sized(n, 'a "'))],
  ['a CSS list of open brackets', (n) => () => splitList(sized(n, 'a(,('))],
  ['a font name', (n) => () => fonts.find(`A${' '.repeat(n)}A`)],
];

/** Up to twice the longest text of an edit: four doublings. */
const SIZES = [12_500, 25_000, 50_000, 100_000, 200_000];
const LARGEST = 200_000;
/**
 * Every size reads the same number of characters in a measurement: the largest text once, or a shorter one more often.
 * A linear reader then takes equally long for each size, so that disturbances and garbage collection affect all of them
 * equally.
 */
const MEASURABLE_MS = 8;
const MOST_REPETITIONS = 400;
/**
 * Disturbances only make a measurement worse, so the best measurement of each size counts. The test measures a reader
 * that seems too slow until the time is over: a fault shows every time.
 */
const MEASURED_MS = 15_000;
/** For each doubling; a quadratic reader has 4. */
const GROWTH = 2.2;
/** A reader of more than linear time needs seconds for the largest size. */
const NEGLIGIBLE_MS = 2;

/** One page that the kernel hands out for this many characters of input is linear, and its price is not the reader's. */
const CHARACTERS_OF_A_PAGE = 8;

const pageFaults = () => process.resourceUsage().minorPageFault;

/**
 * Milliseconds that the machine takes to hand out one fresh page of memory: between a quarter of a microsecond and, on
 * virtual machines that return their memory to the host, 20 microseconds.
 */
function pageCost(): number {
  const [before, began] = [pageFaults(), performance.now()];
  const memory = new Uint8Array(4 * 1024 * 1024);
  for (let offset = 0; offset < memory.length; offset += 4_096) memory[offset] = 1;
  return (performance.now() - began) / Math.max(1, pageFaults() - before);
}

/** The lowest price seen: a price that a disturbance has raised would make a reader seem faster than it is. */
let lowestPageCost = Infinity;

/**
 * Milliseconds of work. Other processes add to the elapsed time, and garbage collection threads to the processor time,
 * so the smaller one counts. V8 takes fresh pages for each text of more than 128 KB and none for shorter ones: without
 * the price of these pages, a linear reader would seem slower on its longest text only.
 */
function cost(work: () => unknown, characters: number, repetitions = 1): number {
  lowestPageCost = Math.min(lowestPageCost, pageCost());
  const [before, began, faults] = [process.cpuUsage(), performance.now(), pageFaults()];
  for (let repetition = 0; repetition < repetitions; repetition += 1)
    try {
      work();
    } catch {
      // A refusal costs time as well.
    }
  const { user, system } = process.cpuUsage(before);
  const elapsed = Math.min(performance.now() - began, (user + system) / 1_000);
  const pages = Math.min(pageFaults() - faults, (characters * repetitions) / CHARACTERS_OF_A_PAGE);
  return Math.max(elapsed - pages * lowestPageCost, elapsed / 10);
}

/** The factor by which the cost grows with each doubling: the slope of the line fitted to the logarithms of all sizes. */
function fittedGrowth(costs: readonly number[]): number {
  const logarithms = costs.map((each) => Math.log2(each));
  const middle = (costs.length - 1) / 2;
  const spread = logarithms.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
  return 2 ** (logarithms.reduce((sum, each, index) => sum + (index - middle) * each, 0) / spread);
}

/** The cost of twice the size, as a multiple. */
function doubling(make: (size: number) => () => unknown, measuredMs = MEASURED_MS): number {
  const works = SIZES.map((size) => ({ work: make(size), size, pieces: LARGEST / size }));
  const largest = make(LARGEST);
  const once = Math.min(...[1, 2, 3].map(() => cost(largest, LARGEST)));
  const repetitions = Math.min(MOST_REPETITIONS, Math.ceil(MEASURABLE_MS / once));
  const costs = SIZES.map(() => Infinity);
  const until = performance.now() + measuredMs;
  let growth = Infinity;
  while (growth > GROWTH && performance.now() < until) {
    for (const [index, { work, size, pieces }] of works.entries())
      costs[index] = Math.min(costs[index] ?? Infinity, cost(work, size, repetitions * pieces) / pieces);
    growth = (costs.at(-1) ?? Infinity) / repetitions < NEGLIGIBLE_MS ? 0 : fittedGrowth(costs);
  }
  return growth;
}

describe("readers of strangers' texts take twice the time for twice the size", () => {
  it.each(READERS)('%s', (_name, make) => {
    expect(doubling(make)).toBeLessThanOrEqual(GROWTH);
  });

  it.each([
    ['of the square of the size', 2],
    ['of the power of 1.5', 1.5],
  ])('work %s is noticed', (_name, power) => {
    const make = (size: number) => () => {
      let sum = 0;
      for (let step = (size / LARGEST) ** power * 2e7; step > 0; step -= 1) sum += step & 7;
      return sum;
    };
    expect(doubling(make, 500)).toBeGreaterThan(GROWTH);
  });
});
