import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Size } from '../canvas/geometry';
import type { MediaProbe } from '../files/media-probe';
import { type Orientation, readOrientation } from '../files/read-orientation';
import { readHead, sniffFormat } from '../files/sniff-format';
import { unreadableMedia } from '../media.errors';

const FORMATS: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Larger pictures need more memory to decode than a cover is worth. */
const MOST_PIXELS = 60_000_000;
const QUALITY = 92;
/** The linear part of the transformation that shows a stored picture upright. */
const UPRIGHT: Readonly<Record<Orientation, readonly [number, number, number, number]>> = {
  1: [1, 0, 0, 1],
  2: [-1, 0, 0, 1],
  3: [-1, 0, 0, -1],
  4: [1, 0, 0, -1],
  5: [0, 1, 1, 0],
  6: [0, 1, -1, 0],
  7: [0, -1, -1, 0],
  8: [0, -1, 1, 0],
};

export interface OwnCover {
  /** A picture of the user. */
  path: string;
  /** The frame that it fills; the excess is cut off evenly. */
  size: Size;
  /** The JPEG to write. */
  file: string;
}

/** Turns a user's picture into a cover, upright as its camera held it. @throws unreadableMedia */
export async function fitCover({ path, size, file }: OwnCover, probe: MediaProbe): Promise<void> {
  const format = sniffFormat(await readHead(path));
  if (!format || !FORMATS.has(format.contentType))
    throw unreadableMedia(`The cover is ${format?.contentType ?? 'of an unknown format'}, not JPEG, PNG or WebP.`);
  const { video } = await probe.inspect(path, format.demuxer);
  const pixels = (video?.width ?? 0) * (video?.height ?? 0);
  if (pixels === 0) throw unreadableMedia('The cover holds no picture.');
  if (pixels > MOST_PIXELS) throw unreadableMedia(`The cover has ${pixels} pixels; ${MOST_PIXELS} are allowed.`);
  const image = await loadImage(await readFile(path)).catch((cause: unknown) => {
    throw unreadableMedia('The cover cannot be decoded.', { cause });
  });
  // The canvas turns JPEG and WebP upright by itself.
  const orientation = format.contentType === 'image/png' ? await readOrientation(path) : 1;
  const shown = orientation < 5 ? image : { width: image.height, height: image.width };
  const scale = Math.max(size.width / shown.width, size.height / shown.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  // Transparent parts become white rather than black.
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, size.width, size.height);
  context.translate(size.width / 2, size.height / 2);
  context.transform(...UPRIGHT[orientation], 0, 0);
  context.drawImage(image, -width / 2, -height / 2, width, height);
  await writeFile(file, await canvas.encode('jpeg', QUALITY));
}
