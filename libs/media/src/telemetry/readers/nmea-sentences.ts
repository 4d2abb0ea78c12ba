import { parseCompactClock, parseDayMonthYear } from '../timestamps';
import type { Sample } from '../track';

/** The content of one sentence. */
export interface NmeaSentence {
  type: string;
  /** Seconds of the day, UTC. */
  clock?: number;
  /** Unix seconds at midnight. */
  date?: number;
  /** Absent when the sentence does not contain it. */
  fix?: boolean;
  sample: Sample;
}

const KNOT = 1852 / 3600;

/** Reads the sentence in a line, wherever it begins; undefined for noise, `'damaged'` when its checksum is wrong. */
export function parseNmea(line: string): NmeaSentence | 'damaged' | undefined {
  const from = line.indexOf('$');
  if (from < 0 || line[from + 6] !== ',') return undefined;
  const star = line.indexOf('*', from);
  const body = line.slice(from + 1, star < 0 ? line.length : star);
  if (star >= 0 && !checksumIsRight(body, line.slice(star + 1, star + 3))) return 'damaged';
  const fields = body.split(',');
  const type = (fields[0] ?? '').slice(2);
  const parsed = PARSERS[type]?.(fields);
  return parsed && { type, ...parsed };
}

const PARSERS: Readonly<Record<string, (fields: string[]) => Omit<NmeaSentence, 'type'>>> = {
  RMC: (f) => ({
    ...clockOf(f[1]),
    ...dateOf(f[9]),
    // The mode, which later versions of the standard added, takes precedence over the status.
    fix: f[2] !== 'V' && f[12] !== 'N',
    sample: { ...placeOf(f[3], f[4], f[5], f[6]), ...number('speed', f[7], KNOT), ...number('course', f[8]) },
  }),
  GGA: (f) => ({
    ...clockOf(f[1]),
    fix: f[6] !== '0' && f[6] !== '',
    sample: { ...placeOf(f[2], f[3], f[4], f[5]), ...number('altitude', f[9]) },
  }),
  GNS: (f) => ({
    ...clockOf(f[1]),
    fix: !/^N*$/.test(f[6] ?? ''),
    sample: { ...placeOf(f[2], f[3], f[4], f[5]), ...number('altitude', f[9]) },
  }),
  GLL: (f) => ({ ...clockOf(f[5]), fix: f[6] !== 'V', sample: placeOf(f[1], f[2], f[3], f[4]) }),
  VTG: (f) => ({
    sample: {
      ...number('course', f[1]),
      ...(f[7] ? number('speed', f[7], 1 / 3.6) : number('speed', f[5], KNOT)),
    },
  }),
  ZDA: (f) => ({
    ...clockOf(f[1]),
    ...dateOf(`${(f[2] ?? '').padStart(2, '0')}${(f[3] ?? '').padStart(2, '0')}${(f[4] ?? '').slice(-2)}`),
    sample: {},
  }),
};

function checksumIsRight(body: string, digits: string): boolean {
  if (!/^[0-9a-f]{2}$/i.test(digits)) return digits.trim() === '';
  let sum = 0;
  for (let index = 0; index < body.length; index++) sum ^= body.charCodeAt(index);
  return (sum & 0xff) === Number.parseInt(digits, 16);
}

function clockOf(text: string | undefined): Pick<NmeaSentence, 'clock'> {
  const clock = text ? parseCompactClock(text) : undefined;
  return clock === undefined ? {} : { clock };
}

function dateOf(text: string | undefined): Pick<NmeaSentence, 'date'> {
  const date = text ? parseDayMonthYear(text) : undefined;
  return date === undefined ? {} : { date };
}

function number(channel: 'speed' | 'course' | 'altitude', text: string | undefined, factor = 1): Sample {
  return text ? { [channel]: Number(text) * factor } : {};
}

function placeOf(latitude?: string, ns?: string, longitude?: string, ew?: string): Sample {
  if (!latitude || !longitude) return {};
  return {
    latitude: nmeaDegrees(latitude) * (ns === 'S' ? -1 : 1),
    longitude: nmeaDegrees(longitude) * (ew === 'W' ? -1 : 1),
  };
}

/** Degrees of `dddmm.mmmm`, with or without leading zeros. */
export function nmeaDegrees(text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  const degrees = Math.trunc(value / 100);
  return degrees + (value - degrees * 100) / 60;
}
