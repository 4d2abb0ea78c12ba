import { linesOf } from '../source-lines';
import { telemetryNoTime, telemetryUnrecognized } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import type { Channel, Sample } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { convert, fits } from '../units';
import { numberCell, splitLine } from './csv-cells';
import { type Column, type CsvLayout, channelColumns, layoutOf, SAMPLE_ROWS } from './csv-layout';
import { inDegrees, notationOf, type PositionNotation, positionInCell } from './csv-positions';
import { type TableTime, tableTime } from './csv-time';
import type { ReaderOptions } from './reader';

/** Preambles of loggers are shorter than this. */
const HEAD_LINES = 300;
/** The first fix, and with it the time, may come only after this many rows. */
const ROWS_BEFORE_FIX = 3_000;

/**
 * Tables with a header in any position and language, including RaceChrono, RaceRender and the predecessor's `.map`.
 */
export async function readCsv(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const head: string[] = [];
  let table: CsvTable | undefined;
  for await (const lines of linesOf(source, options.limits, options.signal)) {
    if (table) table.readAll(lines);
    else if (head.push(...lines) >= HEAD_LINES + ROWS_BEFORE_FIX) table = openTable(head, options);
  }
  table ??= openTable(head, options);
  return table.finish();
}

function openTable(head: readonly string[], options: ReaderOptions): CsvTable {
  const layout = layoutOf(head.slice(0, HEAD_LINES));
  if (!layout)
    throw telemetryUnrecognized(
      'The table has no header that names a latitude and a longitude, or a time and a speed.',
    );
  const rows = head
    .slice(layout.firstRow, layout.firstRow + ROWS_BEFORE_FIX)
    .map((line) => splitLine(line, layout.delimiter));
  const time = tableTime(layout.columns, rows);
  if (!time) throw telemetryNoTime('No column of the table holds times.');
  const table = new CsvTable(layout, time, options, rows);
  table.readAll(head.slice(layout.firstRow));
  return table;
}

interface ChannelColumn {
  channel: Channel;
  column: Column;
}

class CsvTable {
  private readonly builder: TrackBuilder;
  private readonly channels: ChannelColumn[];
  private readonly fix: Column | undefined;
  private readonly update: Column | undefined;
  private readonly place: Column | undefined;
  private readonly notation: PositionNotation;
  private readonly hemispheres: { index: number; of: 'latitude' | 'longitude' }[];

  constructor(
    private readonly layout: CsvLayout,
    private readonly time: TableTime,
    options: ReaderOptions,
    firstRows: readonly (readonly string[])[],
  ) {
    this.builder = new TrackBuilder(layout.positional ? 'map' : 'csv', options.limits);
    if (layout.positional) this.builder.likelySpeedUnit = 'mph';
    this.builder.clock = time.clock;
    this.channels = channelColumns(layout.columns);
    this.fix = layout.columns.find(({ role }) => role?.kind === 'fix');
    this.update = layout.columns.find(({ role }) => role?.kind === 'update');
    this.place = layout.columns.find(({ role }) => role?.kind === 'place');
    this.hemispheres = layout.columns.flatMap(({ role, index }) =>
      role?.kind === 'hemisphere' ? [{ index, of: role.of }] : [],
    );
    this.notation = notationOf(this.firstPositions(firstRows), this.hemispheres.length > 0);
    const speed = this.channels.find(({ channel }) => channel === 'speed')?.column;
    this.builder.speedUnit = !speed || fits(speed.unit, 'speed') ? 'm/s' : undefined;
    if (time.assumedOrder)
      this.builder.warn(
        'date_order_assumed',
        `The order of day and month is not certain; ${time.assumedOrder} was assumed.`,
      );
  }

  readAll(lines: readonly string[]): void {
    for (const line of lines) if (line !== '' && !line.startsWith('#')) this.read(line);
  }

  finish(): RawTrack {
    return this.builder.build();
  }

  private read(line: string): void {
    const cells = splitLine(line, this.layout.delimiter);
    const time = this.time.read(cells);
    if (!this.hasFix(cells)) return this.builder.addWithoutFix(time);
    const sample = inDegrees(this.asWritten(cells), this.notation);
    if (Object.keys(sample).length > 0) this.builder.add(time, sample);
  }

  private firstPositions(rows: readonly (readonly string[])[]): Sample[] {
    const samples: Sample[] = [];
    for (const cells of rows) {
      const sample = this.hasFix(cells) ? this.asWritten(cells) : {};
      if ((sample.latitude || sample.longitude) && samples.push(sample) === SAMPLE_ROWS) break;
    }
    return samples;
  }

  private hasFix(cells: readonly string[]): boolean {
    return !this.fix || !/^(0|false|no|none|v|void|invalid|no fix)$/i.test(cells[this.fix.index] ?? '');
  }

  private asWritten(cells: readonly string[]): Sample {
    const sample: Sample = this.place ? positionInCell(cells[this.place.index] ?? '') : {};
    for (const { channel, column } of this.channels) {
      const text = cells[column.index];
      if (text === undefined || text === '') continue;
      const { value, unit } = numberCell(text);
      if (Number.isNaN(value)) continue;
      if (unit && channel === 'speed') this.builder.speedUnit ??= 'm/s';
      sample[channel] = convert(value, channel, unit ?? column.unit);
    }
    for (const { index, of } of this.hemispheres) {
      const value = sample[of];
      if (value !== undefined && value > 0 && /^[SW]/i.test(cells[index] ?? '')) sample[of] = -value;
    }
    // A repeated position is not a new fix: the real position moves on between the fixes.
    if (this.update && Number(cells[this.update.index]) === 0) {
      delete sample.latitude;
      delete sample.longitude;
    }
    return sample;
  }
}
