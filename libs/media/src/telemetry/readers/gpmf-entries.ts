/** One entry of GoPro's metadata format: a four-letter key, a type, and values or nested entries. */
export interface GpmfEntry {
  key: string;
  /** The character of the type; `\0` for nested entries. */
  type: string;
  /** Bytes of one value. */
  size: number;
  count: number;
  data: Buffer;
}

/** The consecutive entries from here on; a length that does not fit ends the list. */
export function gpmfEntries(bytes: Buffer): GpmfEntry[] {
  const entries: GpmfEntry[] = [];
  for (let position = 0; position + 8 <= bytes.length; ) {
    const size = bytes[position + 5] ?? 0;
    const count = bytes.readUInt16BE(position + 6);
    const length = size * count;
    const end = position + 8 + length;
    const key = bytes.toString('latin1', position, position + 4);
    if (end > bytes.length || key === '\0\0\0\0') break;
    entries.push({
      key,
      type: String.fromCharCode(bytes[position + 4] ?? 0),
      size,
      count,
      data: bytes.subarray(position + 8, end),
    });
    position = position + 8 + ((length + 3) & ~3);
  }
  return entries;
}

/** The streams of all devices in a payload. */
export function gpmfStreams(payload: Buffer): GpmfEntry[][] {
  return gpmfEntries(payload)
    .filter(({ key }) => key === 'DEVC')
    .flatMap(({ data }) => gpmfEntries(data))
    .filter(({ key }) => key === 'STRM')
    .map(({ data }) => gpmfEntries(data));
}

const READERS: Readonly<Record<string, { size: number; read: (data: Buffer, at: number) => number }>> = {
  b: { size: 1, read: (data, at) => data.readInt8(at) },
  B: { size: 1, read: (data, at) => data.readUInt8(at) },
  s: { size: 2, read: (data, at) => data.readInt16BE(at) },
  S: { size: 2, read: (data, at) => data.readUInt16BE(at) },
  l: { size: 4, read: (data, at) => data.readInt32BE(at) },
  L: { size: 4, read: (data, at) => data.readUInt32BE(at) },
  f: { size: 4, read: (data, at) => data.readFloatBE(at) },
  d: { size: 8, read: (data, at) => data.readDoubleBE(at) },
  j: { size: 8, read: (data, at) => Number(data.readBigInt64BE(at)) },
  J: { size: 8, read: (data, at) => Number(data.readBigUInt64BE(at)) },
};

/** The rows of numbers in an entry; `structure` is the TYPE entry of a complex one, such as `lllllllSS`. */
export function gpmfNumbers({ type, size, count, data }: GpmfEntry, structure: string): number[][] {
  const types = type === '?' ? structure : type.repeat(Math.max(1, Math.floor(size / (READERS[type]?.size ?? size))));
  const readers = [...types].map((letter) => READERS[letter]);
  const width = readers.reduce((sum, reader) => sum + (reader?.size ?? Number.NaN), 0);
  if (width !== size) return [];
  return Array.from({ length: count }, (_, row) => {
    let at = row * size;
    return readers.map((reader) => {
      const value = reader?.read(data, at) ?? Number.NaN;
      at += reader?.size ?? 0;
      return value;
    });
  });
}

export function gpmfText(entry: GpmfEntry | undefined): string {
  return entry?.data.toString('latin1').replace(/(?<!\0)\0+$/, '') ?? '';
}
