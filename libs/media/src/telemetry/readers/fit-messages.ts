import type { Channel, Sample } from '../track';

/** A field of a definition message, or a developer's field. */
export interface FitField {
  number: number;
  size: number;
  baseType: number;
  /** The meaning of a developer's field, when its description gives one. */
  channel?: Channel;
}

export const FIELD_DESCRIPTION = 206;
export const RECORD = 20;
export const EVENT = 21;
/** Ten positions per second from VIRB cameras. */
export const GPS_METADATA = 160;
export const TIMESTAMP = 253;

const SEMICIRCLE = 180 / 2 ** 31;

interface Scale {
  channel: Channel;
  factor: number;
  shift?: number;
  /** Finer values replace coarse ones of the same channel. */
  enhanced?: boolean;
}

const RECORD_FIELDS: Readonly<Record<number, Scale>> = {
  0: { channel: 'latitude', factor: SEMICIRCLE },
  1: { channel: 'longitude', factor: SEMICIRCLE },
  2: { channel: 'altitude', factor: 1 / 5, shift: -500 },
  3: { channel: 'heartRate', factor: 1 },
  4: { channel: 'cadence', factor: 1 },
  5: { channel: 'distance', factor: 1 / 100 },
  6: { channel: 'speed', factor: 1 / 1000 },
  7: { channel: 'power', factor: 1 },
  13: { channel: 'temperature', factor: 1 },
  73: { channel: 'speed', factor: 1 / 1000, enhanced: true },
  78: { channel: 'altitude', factor: 1 / 5, shift: -500, enhanced: true },
};

const GPS_FIELDS: Readonly<Record<number, Scale>> = {
  1: { channel: 'latitude', factor: SEMICIRCLE },
  2: { channel: 'longitude', factor: SEMICIRCLE },
  3: { channel: 'altitude', factor: 1 / 5, shift: -500 },
  4: { channel: 'speed', factor: 1 / 1000 },
  5: { channel: 'course', factor: 1 / 100 },
};

/** Signedness, bytes, and the value that means "none"; indexed by the low five bits of the base type. */
const BASE_TYPES: Readonly<Record<number, { size: number; kind: 'unsigned' | 'signed' | 'float'; invalid: number }>> = {
  0: { size: 1, kind: 'unsigned', invalid: 0xff },
  1: { size: 1, kind: 'signed', invalid: 0x7f },
  2: { size: 1, kind: 'unsigned', invalid: 0xff },
  3: { size: 2, kind: 'signed', invalid: 0x7fff },
  4: { size: 2, kind: 'unsigned', invalid: 0xffff },
  5: { size: 4, kind: 'signed', invalid: 0x7fffffff },
  6: { size: 4, kind: 'unsigned', invalid: 0xffffffff },
  8: { size: 4, kind: 'float', invalid: Number.NaN },
  9: { size: 8, kind: 'float', invalid: Number.NaN },
  10: { size: 1, kind: 'unsigned', invalid: 0 },
  11: { size: 2, kind: 'unsigned', invalid: 0 },
  12: { size: 4, kind: 'unsigned', invalid: 0 },
  13: { size: 1, kind: 'unsigned', invalid: 0xff },
};

/** The first number of a field; NaN when it is invalid or not a number. */
export function fitNumber(bytes: Buffer, field: FitField, bigEndian: boolean): number {
  const type = BASE_TYPES[field.baseType & 0x1f];
  if (!type || field.size < type.size) return Number.NaN;
  const value = readNumber(bytes, type.size, type.kind, bigEndian);
  return value === type.invalid ? Number.NaN : value;
}

function readNumber(bytes: Buffer, size: number, kind: 'unsigned' | 'signed' | 'float', bigEndian: boolean): number {
  if (kind === 'float') {
    if (size === 4) return bigEndian ? bytes.readFloatBE(0) : bytes.readFloatLE(0);
    return bigEndian ? bytes.readDoubleBE(0) : bytes.readDoubleLE(0);
  }
  if (kind === 'signed') return bigEndian ? bytes.readIntBE(0, size) : bytes.readIntLE(0, size);
  return bigEndian ? bytes.readUIntBE(0, size) : bytes.readUIntLE(0, size);
}

/** The fields of a record, or of a camera's GPS message, in our units. */
export function fitSample(message: number, values: ReadonlyMap<number, number>, compressed: Sample): Sample {
  const fields = message === RECORD ? RECORD_FIELDS : GPS_FIELDS;
  const sample: Sample = { ...compressed };
  for (const [number, value] of values) {
    const scale = fields[number];
    if (!scale || Number.isNaN(value)) continue;
    if (sample[scale.channel] !== undefined && !scale.enhanced) continue;
    sample[scale.channel] = value * scale.factor + (scale.shift ?? 0);
  }
  return sample;
}

/** The channel of a developer's field that replaces or names a field of the profile. */
export function developerChannel(
  nativeField: number,
  name: string,
  units: string,
): { channel: Channel; factor: number } | undefined {
  const native = RECORD_FIELDS[nativeField];
  const named = DEVELOPER_NAMES[name.toLowerCase().replace(/[^a-z]/g, '')];
  const channel = named ?? native?.channel;
  if (!channel || channel === 'latitude' || channel === 'longitude') return undefined;
  return { channel, factor: units.toLowerCase().replace(/\s/g, '') === 'km/h' ? 1 / 3.6 : 1 };
}

const DEVELOPER_NAMES: Readonly<Record<string, Channel>> = {
  power: 'power',
  speed: 'speed',
  cadence: 'cadence',
  heartrate: 'heartRate',
  temperature: 'temperature',
};

/**
 * Speed and distance packed into three bytes, twelve bits each; the distance counts sixteenths of a metre and rolls
 * over.
 */
export class CompressedSpeedDistance {
  private last = 0;
  private total = 0;

  read(bytes: Buffer): Sample {
    if (bytes.length < 3 || (bytes[0] === 0xff && bytes[1] === 0xff && bytes[2] === 0xff)) return {};
    const [a = 0, b = 0, c = 0] = bytes;
    const distance = (b >> 4) | (c << 4);
    this.total += (distance - this.last + 4_096) % 4_096;
    this.last = distance;
    return { speed: (a | ((b & 0x0f) << 8)) / 100, distance: this.total / 16 };
  }
}
