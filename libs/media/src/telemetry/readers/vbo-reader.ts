import { type Field, fieldOf } from '../fields';
import { linesOf } from '../source-lines';
import { telemetryMalformed, telemetryNoTime } from '../telemetry.errors';
import type { TelemetrySource } from '../telemetry-source';
import { dateSeconds, MidnightClock, parseCompactClock } from '../timestamps';
import type { Sample } from '../track';
import { type RawTrack, TrackBuilder } from '../track-builder';
import { convert, fits, unitNamed } from '../units';
import type { ReaderOptions } from './reader';

const DAY = 86_400;
const METERS_PER_MINUTE = 1_852;

/** Racelogic VBO: minutes of arc with positive west, UTC as `hhmmss.ss`, the date in the first line. */
export async function readVbo(source: TelemetrySource, options: ReaderOptions): Promise<RawTrack> {
  const file = new VboFile(options);
  for await (const lines of linesOf(source, options.limits, options.signal))
    for (const line of lines) file.read(line.trim());
  return file.finish();
}

interface VboRow {
  clock: number;
  sample: Sample;
  hasFix: boolean;
}

class VboFile {
  private readonly builder: TrackBuilder;
  private readonly running = new MidnightClock();
  private readonly rows: VboRow[] = [];
  private section = '';
  private columns: Field[] = [];
  private names: string[] = [];
  private createdAt: number | undefined;
  private velocityIsGiven = false;
  private outsideOfDegrees = false;

  constructor(private readonly options: ReaderOptions) {
    this.builder = new TrackBuilder('vbo', options.limits);
  }

  read(line: string): void {
    const heading = /^\[(.{1,60})\]$/.exec(line);
    if (heading) this.section = (heading[1] ?? '').toLowerCase();
    else if (line === '') return;
    else if (this.section === 'data') this.readRow(line);
    else if (this.section === 'column names') this.readNames(line);
    else if (this.section === 'header') this.velocityIsGiven ||= /^velocity\s+\S/i.test(line) && this.headerUnit(line);
    else if (/^file created/i.test(line)) this.createdAt = creationIn(line);
  }

  finish(): RawTrack {
    if (this.names.length === 0) throw telemetryMalformed('The VBO file has no [column names] section.');
    if (!this.columns.some(({ role }) => role?.kind === 'time'))
      throw telemetryNoTime('The VBO file has no column with the time.');
    if (this.columns.some(({ role }) => role?.kind === 'channel' && role.channel === 'speed') && !this.velocityIsGiven)
      this.builder.likelySpeedUnit = 'km/h';
    if (!this.velocityIsGiven) this.builder.speedUnit = undefined;
    const inMinutes = this.outsideOfDegrees || !this.movesLikeDegrees();
    const midnight = this.midnight();
    if (midnight === undefined) this.builder.clock = 'relative';
    for (const row of this.rows) this.add(row, midnight ?? 0, inMinutes);
    return this.builder.build();
  }

  /** `velocity kmh` in the header names the unit of the column. */
  private headerUnit(line: string): boolean {
    const unit = unitNamed(line.split(/\s+/).slice(1).join(' '));
    if (!fits(unit, 'speed')) return false;
    this.headerSpeedUnit = unit;
    return true;
  }

  private headerSpeedUnit: ReturnType<typeof unitNamed>;

  private readNames(line: string): void {
    // Names are single words; in some exports `velocity kmh` is one column, and its unit is not a separate column.
    this.names = line.split(/\s+/).filter((word) => !fits(unitNamed(word), 'speed'));
    this.columns = this.names.map((name) => fieldOf(name));
  }

  private readRow(line: string): void {
    const cells = line.split(/\s+/);
    const sample: Sample = {};
    let clock = Number.NaN;
    for (const [index, { role, unit }] of this.columns.entries()) {
      const cell = cells[index];
      if (cell === undefined || !role) continue;
      if (role.kind === 'time') clock = parseCompactClock(cell) ?? Number.NaN;
      else if (role.kind === 'channel') {
        const known = role.channel === 'speed' ? (unit ?? this.headerSpeedUnit) : unit;
        sample[role.channel] = convert(Number(cell.replace(',', '.')), role.channel, known);
      }
    }
    this.outsideOfDegrees ||= Math.abs(sample.latitude ?? 0) > 90 || Math.abs(sample.longitude ?? 0) > 180;
    const satellites = Number(cells[this.names.indexOf('sats')] ?? 1);
    this.rows.push({
      clock: Number.isNaN(clock) ? clock : this.running.read(clock),
      sample,
      hasFix: (satellites & 63) !== 0,
    });
    if (this.rows.length > this.options.limits.points) this.builder.add(Number.NaN, {});
  }

  private add({ clock, sample, hasFix }: VboRow, midnight: number, inMinutes: boolean): void {
    const time = clock + midnight;
    if (!hasFix) return this.builder.addWithoutFix(time);
    if (inMinutes) {
      sample.latitude = (sample.latitude ?? Number.NaN) / 60;
      sample.longitude = -(sample.longitude ?? Number.NaN) / 60;
    }
    this.builder.add(time, sample);
  }

  /**
   * Some programs write degrees where minutes belong. Within 1.5 degrees of 0/0 both are possible, so the speeds
   * decide: if degrees are read as minutes, the distance is sixty times too short.
   */
  private movesLikeDegrees(): boolean {
    let [way, driven] = [0, 0];
    for (let index = 1; index < this.rows.length; index++) {
      const [before, here] = [this.rows[index - 1] as VboRow, this.rows[index] as VboRow];
      const step = Math.hypot(
        (here.sample.latitude ?? 0) - (before.sample.latitude ?? 0),
        (here.sample.longitude ?? 0) - (before.sample.longitude ?? 0),
      );
      way += step * METERS_PER_MINUTE;
      driven += ((here.sample.speed ?? 0) / 3.6) * Math.max(0, here.clock - before.clock) || 0;
    }
    return way * 15 < driven;
  }

  /** The day that puts the first row nearest to the file's creation time, which is local. */
  private midnight(): number | undefined {
    const first = this.rows.find(({ clock }) => !Number.isNaN(clock))?.clock;
    if (this.createdAt === undefined || first === undefined) return undefined;
    const day = Math.floor(this.createdAt / DAY) * DAY;
    const distance = (midnight: number) => Math.abs(midnight + first - (this.createdAt ?? 0));
    return [day, day - DAY, day + DAY].reduce((best, other) => (distance(other) < distance(best) ? other : best));
  }
}

/** `File created on 18/04/2026 @ 08:20:00`, also with dashes and `at`. */
function creationIn(line: string): number | undefined {
  const match = /(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:\D{1,6}(\d{1,2}):(\d{2})(?::(\d{2}))?)?/.exec(line);
  if (!match) return undefined;
  const [day, month, year, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const date = dateSeconds(year ?? 0, month ?? 0, day ?? 0);
  return date === undefined ? undefined : date + (hour ?? 0) * 3_600 + (minute ?? 0) * 60 + (second ?? 0);
}
