import type { DrivePoint } from './drive';

export interface GoproOptions {
  stream?: 'GPS5' | 'GPS9' | 'none';
  /** Points without a fix at the start. */
  lost?: number;
  /** Bytes between the payloads, in place of pictures. */
  padding?: number;
  /** The index before the data, as in a file prepared for the web. */
  indexFirst?: boolean;
  /** The four letters of the data track. */
  format?: string;
  /** Second of the video at which a second of the drive is shown; default: the same. */
  videoSecond?: (second: number) => number;
}

/** A recording with one payload per second and only the data track. */
export function writeGopro(points: readonly DrivePoint[], options: GoproOptions = {}): Buffer {
  const { padding = 37, indexFirst = false, videoSecond = (second: number) => second } = options;
  const start = points[0]?.time ?? 0;
  const seconds = new Map<number, DrivePoint[]>();
  for (const point of points) {
    const second = Math.floor(videoSecond(point.time - start) + 1e-6);
    seconds.set(second, [...(seconds.get(second) ?? []), point]);
  }
  let index = 0;
  const payloads = [...seconds.values()].map((group) => {
    const lost = index < (options.lost ?? 0);
    index += group.length;
    return payload(group, lost, options.stream ?? 'GPS5');
  });
  const type = box('ftyp', Buffer.from('mp41\0\0\0\0mp41', 'latin1'));
  const media = box('mdat', Buffer.concat(payloads.flatMap((data) => [Buffer.alloc(padding), data])));
  const indexSize = movie(payloads, 0, padding, options.format).length;
  const base = type.length + (indexFirst ? indexSize : 0) + 8;
  const moov = movie(payloads, base, padding, options.format);
  return Buffer.concat(indexFirst ? [type, moov, media] : [type, media, moov]);
}

function payload(points: readonly DrivePoint[], lost: boolean, stream: 'GPS5' | 'GPS9' | 'none'): Buffer {
  const noise = entry('STRM', '\0', 1, entry('ACCL', 's', 6, Buffer.alloc(12)));
  const gps =
    stream === 'none'
      ? Buffer.alloc(0)
      : entry('STRM', '\0', 1, stream === 'GPS5' ? gps5(points, lost) : gps9(points, lost));
  return entry(
    'DEVC',
    '\0',
    1,
    Buffer.concat([entry('DVID', 'L', 4, uint32(1)), entry('DVNM', 'c', 1, Buffer.from('Test')), noise, gps]),
  );
}

function gps5(points: readonly DrivePoint[], lost: boolean): Buffer {
  const at = new Date((points[0]?.time ?? 0) * 1_000).toISOString();
  const utc = `${at.slice(2, 4)}${at.slice(5, 7)}${at.slice(8, 10)}${at.slice(11, 13)}${at.slice(14, 16)}${at.slice(17, 23)}`;
  return Buffer.concat([
    entry('GPSF', 'L', 4, uint32(lost ? 0 : 3)),
    entry('GPSU', 'U', 16, Buffer.from(utc)),
    entry('SCAL', 'l', 4, ints([1e7, 1e7, 1e3, 1e3, 100])),
    entry(
      'GPS5',
      'l',
      20,
      Buffer.concat(
        points.map((p) => ints([p.latitude * 1e7, p.longitude * 1e7, p.altitude * 1e3, p.speed * 1e3, p.speed * 100])),
      ),
    ),
  ]);
}

function gps9(points: readonly DrivePoint[], lost: boolean): Buffer {
  const rows = points.map((p) => {
    const since = p.time - 946_684_800;
    const days = Math.floor(since / 86_400);
    const tail = Buffer.alloc(4);
    tail.writeUInt16BE(120, 0);
    tail.writeUInt16BE(lost ? 0 : 3, 2);
    return Buffer.concat([
      ints([
        p.latitude * 1e7,
        p.longitude * 1e7,
        p.altitude * 1e3,
        p.speed * 1e3,
        p.speed * 100,
        days,
        (since - days * 86_400) * 1e3,
      ]),
      tail,
    ]);
  });
  return Buffer.concat([
    entry('TYPE', 'c', 1, Buffer.from('lllllllSS')),
    entry('SCAL', 'l', 4, ints([1e7, 1e7, 1e3, 1e3, 100, 1, 1e3, 100, 1])),
    entry('GPS9', '?', 32, Buffer.concat(rows)),
  ]);
}

/** Key, type, size of a value, number of values; padded to four bytes. */
function entry(key: string, type: string, size: number, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(key, 0, 'latin1');
  head[4] = type.charCodeAt(0);
  head[5] = size;
  head.writeUInt16BE(data.length / size, 6);
  return Buffer.concat([head, data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
}

function movie(payloads: readonly Buffer[], base: number, padding: number, format = 'gpmd'): Buffer {
  let position = base;
  const offsets = payloads.map((data) => {
    const at = position + padding;
    position = at + data.length;
    return at;
  });
  const table = Buffer.concat([
    full('stsd', [1], box(format, Buffer.alloc(8))),
    full('stts', [1, payloads.length, 1_000]),
    full('stsc', [1, 1, 1, 1]),
    full('stsz', [0, payloads.length, ...payloads.map(({ length }) => length)]),
    full('stco', [payloads.length, ...offsets]),
  ]);
  const media = Buffer.concat([
    full('mdhd', [0, 0, 1_000, payloads.length * 1_000, 0]),
    box('minf', box('stbl', table)),
  ]);
  return box(
    'moov',
    Buffer.concat([full('mvhd', [0, 0, 1_000, payloads.length * 1_000]), box('trak', box('mdia', media))]),
  );
}

/** A box with version 0, no flags, and 32-bit numbers. */
const full = (type: string, numbers: readonly number[], more: Buffer = Buffer.alloc(0)) =>
  box(type, Buffer.concat([Buffer.alloc(4), ...numbers.map(uint32), more]));

function box(type: string, body: Buffer): Buffer {
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type, 'latin1'), body]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function ints(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value), index * 4);
  return bytes;
}
