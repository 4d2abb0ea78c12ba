/** Where the top-level boxes of an MP4 or QuickTime file lead, judging by its first bytes. */
export interface Mp4Outline {
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
  for (let at = 0; at + 16 <= head.length; ) {
    const name = head.toString('latin1', at + 4, at + 8);
    const declared = head.readUInt32BE(at);
    const size = declared === 1 ? Number(head.readBigUInt64BE(at + 8)) : declared;
    if (name === 'moof' || (name === 'moov' && head.subarray(at, at + size).includes('mvex')))
      return { fragmented: true };
    if (size < 8) break;
    const isComplete = at + size <= head.length;
    if (name === 'moov' && isComplete) hasIndex = true;
    // Either the index itself begins here and continues after the head, or it follows data that does.
    if (!isComplete)
      return { fragmented: false, ...(!hasIndex && { restAt: name === 'moov' ? head.length : at + size }) };
    at += size;
  }
  return { fragmented: false };
}
