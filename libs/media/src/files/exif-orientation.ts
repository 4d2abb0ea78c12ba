const ORIENTATION = 0x0112;

/**
 * Whether a JPEG says in its EXIF block that it is to be turned by a quarter, as phones do: what decodes it turns it, what probes it does not.
 * @param head the first 4 KB; the entry is among the first
 */
export function liesOnItsSide(head: Buffer): boolean {
  const tiff = head.indexOf('Exif\0\0', 0, 'latin1') + 6;
  if (head[0] !== 0xff || head[1] !== 0xd8 || tiff < 6 || tiff + 8 > head.length) return false;
  const little = head.toString('latin1', tiff, tiff + 2) === 'II';
  const word = (at: number) => (at + 2 > head.length ? 0 : little ? head.readUInt16LE(at) : head.readUInt16BE(at));
  const directory = tiff + (little ? head.readUInt32LE(tiff + 4) : head.readUInt32BE(tiff + 4));
  const entries = Array.from({ length: Math.min(word(directory), 64) }, (_, index) => directory + 2 + index * 12);
  const entry = entries.find((at) => word(at) === ORIENTATION);
  // 5 to 8 swap width and height, with and without a mirror.
  return entry !== undefined && word(entry + 8) >= 5 && word(entry + 8) <= 8;
}
