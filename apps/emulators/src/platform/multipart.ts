export interface Part {
  /** Header of the part; lower-case names. */
  headers: Record<string, string>;
  content: Buffer;
}

const BLANK_LINE = Buffer.from('\r\n\r\n');

/** The parts of a multipart body of any kind: `form-data` as well as `related`. */
export function partsOf(type: string, bytes: Buffer): Part[] {
  const boundary = /boundary="?([^";]{1,100})/.exec(type)?.[1];
  if (boundary === undefined) return [];
  const separator = Buffer.from(`\r\n--${boundary}`);
  // The first boundary has no line before it.
  const body = Buffer.concat([Buffer.from('\r\n'), bytes]);
  const parts: Part[] = [];
  let start = body.indexOf(separator);
  for (let end = 0; start !== -1; start = end) {
    end = body.indexOf(separator, start + separator.length);
    const part = end === -1 ? Buffer.alloc(0) : body.subarray(start + separator.length, end);
    const blank = part.indexOf(BLANK_LINE);
    if (blank !== -1)
      parts.push({ headers: headersOf(part, blank), content: part.subarray(blank + BLANK_LINE.length) });
  }
  return parts;
}

function headersOf(part: Buffer, end: number): Record<string, string> {
  const lines = part.toString('utf8', 0, end).split('\r\n').filter(Boolean);
  return Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
