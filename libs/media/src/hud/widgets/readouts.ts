import { isUtc } from '../../telemetry/alignment/local-zone';
import { rectangle } from '../drawing/outline';
import { type HudTheme, INK, type MovingPen, MUTED, type StillPen } from '../drawing/pens';
import type { HudMoment, HudTimeline } from '../hud-timeline';
import { clockText, compassText, type HudUnits, speedText } from '../hud-units';
import { DASHES, type HudPanel, paintGlass } from './panel';

/** A value in words and digits. */
export interface Readout {
  label: string;
  unit: string;
  /** The widest possible text; it determines the width. */
  widest: string;
  /** The text at a moment; undefined where there is no value. */
  textAt: (moment: HudMoment) => string | undefined;
  /** The leading number of the preset. */
  isLarge?: boolean;
}

const HEIGHT = 96;
const PADDING = 24;
const LABEL = { size: 14, weight: 'medium', spacing: 1.6, opacity: MUTED } as const;
const UNIT = { size: 17, weight: 'medium', spacing: 0.6, opacity: 0.8 } as const;
const UNIT_GAP = 7;

/** Readouts next to each other on one panel, in as many rows as the width requires. */
export function readoutBar(readouts: readonly Readout[], theme: HudTheme, most: number): HudPanel {
  const cells = arranged(
    readouts.map((readout) => cellOf(readout, theme)),
    most,
  );
  const width = Math.max(...cells.map(({ x, cell }) => x + cell.width));
  const height = Math.max(...cells.map(({ y, cell }) => y + cell.height));
  return {
    size: { width, height },
    paint: (pen) => {
      if (!theme.isBare) paintGlass(pen, { width, height });
      for (const { x, y, cell } of cells) {
        if (x > 0 && !theme.isBare) pen.fill(rectangle(x - 0.75, y + 20, 1.5, cell.height - 40), INK, 0.16);
        paintCell(pen, cell, x, y);
      }
    },
    animate: (pen, timeline) => {
      for (const { x, y, cell } of cells) animateCell(pen, timeline, cell, x, y);
    },
  };
}

interface Cell {
  readout: Readout;
  width: number;
  height: number;
  valueSize: number;
  /** Right end of the value, measured from the left of the cell. */
  valueEnd: number;
}

function cellOf(readout: Readout, theme: HudTheme): Cell {
  const large = readout.isLarge === true;
  const bareLarge = large && theme.isBare;
  const valueSize = bareLarge ? 132 : large ? 68 : 36;
  const padding = theme.isBare ? 10 : PADDING;
  const value = theme.bold.text(readout.widest, valueSize).width;
  const unit =
    readout.unit === '' ? 0 : theme.medium.text(readout.unit, unitLook(bareLarge).size, UNIT.spacing).width + UNIT_GAP;
  const label = large ? 0 : theme.medium.text(readout.label, LABEL.size, LABEL.spacing).width;
  const content = Math.max(value + unit, label);
  return {
    readout,
    width: content + 2 * padding,
    height: bareLarge ? 120 : HEIGHT,
    valueSize,
    valueEnd: padding + Math.max(value, content - unit),
  };
}

const unitLook = (isHuge: boolean) => (isHuge ? { ...UNIT, size: 34 } : UNIT);

interface PlacedCell {
  cell: Cell;
  x: number;
  y: number;
}

/** As few rows as the width allows, of about equal length, each spread over the whole width. */
function arranged(cells: readonly Cell[], most: number): PlacedCell[] {
  let rows = rowsWithin(cells, most);
  const fewest = rows.length;
  for (let limit = most; rows.length > 1; limit *= 0.98) {
    const narrower = rowsWithin(cells, limit);
    if (narrower.length > fewest) break;
    rows = narrower;
  }
  const width = Math.max(...rows.map(widthOf));
  let y = 0;
  return rows.flatMap((row) => {
    const spare = (width - widthOf(row)) / row.length;
    let x = 0;
    const placed = row.map((cell) => {
      const wider = { ...cell, width: cell.width + spare };
      x += wider.width;
      return { cell: wider, x: x - wider.width, y };
    });
    y += Math.max(...row.map(({ height }) => height));
    return placed;
  });
}

const widthOf = (row: readonly Cell[]) => row.reduce((sum, { width }) => sum + width, 0);

function rowsWithin(cells: readonly Cell[], limit: number): Cell[][] {
  const rows: Cell[][] = [];
  for (const cell of cells) {
    const row = rows.at(-1);
    if (row && widthOf(row) + cell.width <= limit) row.push(cell);
    else rows.push([cell]);
  }
  return rows;
}

function baselineOf({ readout, height, valueSize }: Cell, theme: HudTheme): number {
  const capital = theme.bold.capHeight * valueSize;
  return readout.isLarge ? (height + capital) / 2 : height - 21;
}

function paintCell(pen: StillPen, cell: Cell, x: number, y: number): void {
  const { readout, valueEnd, height } = cell;
  const baseline = y + baselineOf(cell, pen.theme);
  const isHuge = cell.height > HEIGHT;
  if (!readout.isLarge)
    pen.text(readout.label, { x: x + (pen.theme.isBare ? 10 : PADDING), y: y + height - 62 }, LABEL);
  if (readout.unit !== '') pen.text(readout.unit, { x: x + valueEnd + UNIT_GAP, y: baseline }, unitLook(isHuge));
}

function animateCell(pen: MovingPen, timeline: HudTimeline, cell: Cell, x: number, y: number): void {
  const at = { x: x + cell.valueEnd, y: y + baselineOf(cell, pen.theme) };
  for (const { value, ...span } of timeline.held((moment) => cell.readout.textAt(moment) ?? DASHES))
    pen.text(value, span, at, { size: cell.valueSize, align: 'right', ...(value === DASHES && { opacity: MUTED }) });
}

const rounded = (value: number | undefined, decimals = 0): string | undefined =>
  value === undefined ? undefined : value.toFixed(decimals).replace(/^-(0(\.0+)?)$/, '$1');
const digits = (value: number, least: number, decimals = 0) =>
  '0'.repeat(Math.max(least, value.toFixed(0).length)) + (decimals > 0 ? `.${'0'.repeat(decimals)}` : '');

export function speedReadout({ speed: { size, name } }: HudUnits, timeline: HudTimeline): Readout {
  const { speedLimit } = timeline;
  const largest = timeline.largest('speed');
  return {
    label: 'SPEED',
    unit: name,
    widest: (speedLimit !== undefined && largest >= speedLimit ? '≥' : '') + digits(largest / size, 3),
    textAt: ({ sample }) => (sample?.speed === undefined ? undefined : speedText(sample.speed, size, speedLimit)),
    isLarge: true,
  };
}

export function altitudeReadout({ altitude }: HudUnits, timeline: HudTimeline): Readout {
  return {
    label: 'ALTITUDE',
    unit: altitude.name,
    widest: digits(timeline.largest('altitude') / altitude.size, 3),
    textAt: ({ sample }) => rounded(sample?.altitude === undefined ? undefined : sample.altitude / altitude.size),
  };
}

export function headingReadout(): Readout {
  return {
    label: 'HEADING',
    unit: '',
    widest: '000° NW',
    textAt: ({ sample }) => (sample?.course === undefined ? undefined : compassText(sample.course)),
  };
}

/** The distance driven, and the remaining distance. */
export function distanceReadouts({ distance }: HudUnits, timeline: HudTimeline): Readout[] {
  const { from, to } = timeline.distances();
  const decimals = (to - from) / distance.size >= 100 ? 1 : 2;
  const widest = digits((to - from) / distance.size, 1, decimals);
  const readout = (label: string, meters: (driven: number) => number): Readout => ({
    label,
    unit: distance.name,
    widest,
    textAt: ({ sample }) =>
      rounded(
        sample?.distance === undefined ? undefined : Math.max(0, meters(sample.distance)) / distance.size,
        decimals,
      ),
  });
  return [readout('DISTANCE', (driven) => driven - from), readout('REMAINING', (driven) => to - driven)];
}

/**
 * The time of day if the track has it, otherwise the time of the video. It continues where there is no fix, and names
 * UTC where local time is unknown.
 */
export function clockReadout(timeline: HudTimeline): Readout {
  const { track, utcOffsetMinutes } = timeline.telemetry;
  const { origin } = track;
  const shift = (origin ?? 0) + (utcOffsetMinutes ?? 0) * 60;
  const date = new Date((shift + timeline.recordedAt(0)) * 1_000);
  const zone = utcOffsetMinutes === undefined && isUtc(track) ? ' UTC' : '';
  return {
    label: origin === undefined ? 'TIME' : `${date.toISOString().slice(0, 10)}${zone}`,
    unit: '',
    widest: '00:00:00',
    textAt: ({ time }) =>
      origin === undefined ? clockText(Math.max(0, time)) : clockText(shift + timeline.recordedAt(time)),
  };
}
