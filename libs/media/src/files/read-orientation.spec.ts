import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTiledOrJpegTiff, readOrientation } from './read-orientation';

const GIGABYTES = 1_500_000_000;
const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** A TIFF structure with one entry: rotate clockwise. */
const TURNED = Buffer.from('4d4d002a0000000800010112000300000001000600000000', 'hex');

const head = (length: number, name: string): Buffer => {
  const bytes = Buffer.alloc(8, name, 'latin1');
  bytes.writeUInt32BE(length, 0);
  bytes.write(name, 4, 'latin1');
  return bytes;
};

it('the orientation of a picture of three gigabytes is read without reading the picture', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orientation-'));
  const path = join(folder, 'large.png');
  try {
    // The pixels are a hole in the file.
    const file = await open(path, 'w');
    await file.write(SIGNATURE, 0, 8, 0);
    let at = 8;
    for (let chunk = 0; chunk < 2; chunk += 1) {
      await file.write(head(GIGABYTES, 'IDAT'), 0, 8, at);
      at += GIGABYTES + 12;
    }
    await file.write(Buffer.concat([head(TURNED.length, 'eXIf'), TURNED, Buffer.alloc(4)]), 0, TURNED.length + 12, at);
    await file.close();
    expect(await readOrientation(path)).toBe(6);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each([
  ['tiles', 0x0142, 256, true],
  ['JPEG', 0x0103, 7, true],
  ['old JPEG', 0x0103, 6, true],
  ['LZW', 0x0103, 5, false],
])('a TIFF of %s is recognised by its directory', async (_, tag, value, isRefused) => {
  const folder = await mkdtemp(join(tmpdir(), 'orientation-'));
  const path = join(folder, 'a.tiff');
  const tiff = Buffer.from(TURNED);
  tiff.writeUInt16BE(tag, 10);
  tiff.writeUInt16BE(value, 18);
  try {
    await writeFile(path, tiff);
    expect(await isTiledOrJpegTiff(path)).toBe(isRefused);
  } finally {
    await rm(folder, { recursive: true });
  }
});
