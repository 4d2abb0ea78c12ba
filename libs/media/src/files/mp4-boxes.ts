interface Box {
  type: string;
  body: Buffer;
}

interface BoxHeader {
  type: string;
  /** Size of the box with its header; undefined for one that ends with the file. */
  bytes: number | undefined;
  headerBytes: 8 | 16;
}

/** The header of the box of an MP4 or QuickTime file that begins at `at`; undefined when it is cut off. */
export function boxHeader(file: Buffer, at: number): BoxHeader | undefined {
  if (at + 8 > file.length) return undefined;
  const type = file.toString('latin1', at + 4, at + 8);
  const short = file.readUInt32BE(at);
  if (short !== 1) return { type, bytes: short === 0 ? undefined : short, headerBytes: 8 };
  if (at + 16 > file.length) return undefined;
  return { type, bytes: Number(file.readBigUInt64BE(at + 8)), headerBytes: 16 };
}

/** No box that we read from an index holds more. */
const MOST_BOXES = 1_000;

/** The boxes inside a box. A length that does not fit ends the list. */
export function boxesIn(body: Buffer): Box[] {
  const boxes: Box[] = [];
  for (let position = 0; boxes.length < MOST_BOXES; ) {
    const box = boxHeader(body, position);
    if (!box) break;
    const size = box.bytes ?? body.length - position;
    if (size < box.headerBytes || position + size > body.length) break;
    boxes.push({ type: box.type, body: body.subarray(position + box.headerBytes, position + size) });
    position += size;
  }
  return boxes;
}

/** The box at a path such as `mdia/minf/stbl`. */
export function boxAt(body: Buffer, path: string): Buffer | undefined {
  let found: Buffer | undefined = body;
  for (const type of path.split('/')) {
    found = found && boxesIn(found).find((box) => box.type === type)?.body;
  }
  return found;
}

/** Where the top-level boxes of an MP4 or QuickTime file lead, judging by its first bytes. */
interface Mp4Outline {
  /**
   * Offset of the first box that the head does not hold completely; undefined when the index is already in the head.
   */
  restAt?: number;
  /** A fragmented file: its length is known only after reading all of it. */
  fragmented: boolean;
}

/** Follows the boxes as far as `head` goes. */
export function outlineMp4(head: Buffer): Mp4Outline {
  let hasIndex = false;
  for (let at = 0; ; ) {
    const box = boxHeader(head, at);
    if (!box) break;
    const { type, bytes = 0 } = box;
    if (type === 'moof' || (type === 'moov' && head.subarray(at, at + bytes).includes('mvex')))
      return { fragmented: true };
    if (bytes < box.headerBytes) break;
    const isComplete = at + bytes <= head.length;
    if (type === 'moov' && isComplete) hasIndex = true;
    // Either the index itself begins here and continues after the head, or it follows data that does.
    if (!isComplete)
      return { fragmented: false, ...(!hasIndex && { restAt: type === 'moov' ? head.length : at + bytes }) };
    at += bytes;
  }
  return { fragmented: false };
}
