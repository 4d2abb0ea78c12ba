import type { DrivePoint } from './drive';

const EPOCH = 631_065_600;

export interface FitOptions {
  /** Stores the time in the five bits of the message header wherever it fits. */
  compressedTimes?: boolean;
  bigEndian?: boolean;
  /** A developer's field with the power. */
  developerPower?: boolean;
  /** Omits the positions, as an indoor trainer does. */
  positions?: boolean;
  /** Record messages cannot express milliseconds, so points are one second apart. */
  speed?: boolean;
}

interface Field {
  number: number;
  size: 1 | 2 | 4;
  type: number;
  value: (point: DrivePoint) => number;
}

const semicircles = (degrees: number) => Math.round((degrees * 2 ** 31) / 180);
const TIME: Field = { number: 253, size: 4, type: 0x86, value: ({ time }) => Math.round(time) - EPOCH };

function fieldsOf({ positions = true, speed = true }: FitOptions): Field[] {
  return [
    ...(positions
      ? ([
          { number: 0, size: 4, type: 0x85, value: ({ latitude }) => semicircles(latitude) },
          { number: 1, size: 4, type: 0x85, value: ({ longitude }) => semicircles(longitude) },
        ] satisfies Field[])
      : []),
    { number: 2, size: 2, type: 0x84, value: ({ altitude }) => Math.round((altitude + 500) * 5) },
    ...(speed
      ? [
          {
            number: 73,
            size: 4,
            type: 0x86,
            value: ({ speed: pace }: DrivePoint) => Math.round(pace * 1_000),
          } satisfies Field,
        ]
      : []),
    { number: 3, size: 1, type: 0x02, value: () => 142 },
  ];
}

/** One complete FIT file with a record message for each point. */
export function writeFit(points: readonly DrivePoint[], options: FitOptions = {}): Buffer {
  const { bigEndian = false, compressedTimes = false, developerPower = false } = options;
  const fields = fieldsOf(options);
  const parts: Buffer[] = [];
  if (developerPower) parts.push(describePower(bigEndian));
  parts.push(
    definition(0, 20, [TIME, ...fields], bigEndian, developerPower),
    definition(1, 20, fields, bigEndian, developerPower),
  );
  const power = developerPower ? [number(231, 2, bigEndian)] : [];
  for (const [index, point] of points.entries()) {
    const values = fields.map((field) => number(field.value(point), field.size, bigEndian));
    const gap = index === 0 ? 99 : point.time - (points[index - 1]?.time ?? 0);
    if (compressedTimes && gap < 32)
      parts.push(Buffer.from([0x80 | (1 << 5) | (TIME.value(point) & 0x1f)]), ...values, ...power);
    else parts.push(Buffer.from([0]), number(TIME.value(point), 4, bigEndian), ...values, ...power);
  }
  return wrap(Buffer.concat(parts));
}

/** Header, data and checksum. */
function wrap(data: Buffer): Buffer {
  const header = Buffer.alloc(14);
  header[0] = 14;
  header[1] = 0x20;
  header.writeUInt16LE(2_100, 2);
  header.writeUInt32LE(data.length, 4);
  header.write('.FIT', 8, 'latin1');
  header.writeUInt16LE(crc(header.subarray(0, 12)), 12);
  const body = Buffer.concat([header, data]);
  return Buffer.concat([body, number(crc(body), 2, false)]);
}

function definition(
  local: number,
  message: number,
  fields: readonly Field[],
  bigEndian: boolean,
  developer: boolean,
): Buffer {
  return Buffer.concat([
    Buffer.from([0x40 | (developer ? 0x20 : 0) | local, 0, bigEndian ? 1 : 0]),
    number(message, 2, bigEndian),
    Buffer.from([fields.length, ...fields.flatMap(({ number: id, size, type }) => [id, size, type])]),
    ...(developer ? [Buffer.from([1, 7, 2, 0])] : []),
  ]);
}

/** Field 7 of developer 0 is an unsigned 16-bit number named Power. */
function describePower(bigEndian: boolean): Buffer {
  const text = Buffer.alloc(6);
  text.write('Power');
  return Buffer.concat([
    Buffer.from([0x40 | 2, 0, bigEndian ? 1 : 0]),
    number(206, 2, bigEndian),
    Buffer.from([4, 0, 1, 2, 1, 1, 2, 2, 1, 2, 3, 6, 7]),
    Buffer.from([2, 0, 7, 0x84]),
    text,
  ]);
}

function number(value: number, size: 1 | 2 | 4, bigEndian: boolean): Buffer {
  const bytes = Buffer.alloc(size);
  const wrapped = value < 0 ? value + 2 ** (size * 8) : value;
  if (bigEndian) bytes.writeUIntBE(wrapped, 0, size);
  else bytes.writeUIntLE(wrapped, 0, size);
  return bytes;
}

/** The polynomial 0xA001, bit by bit. */
function crc(bytes: Buffer): number {
  let sum = 0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 1 ? (sum >> 1) ^ 0xa001 : sum >> 1;
  }
  return sum;
}
