import { readFile, writeFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import type { Size } from '../canvas/geometry';
import type { MediaProbe } from '../files/media-probe';
import { readHead, sniffFormat } from '../files/sniff-format';
import { unreadableMedia } from '../media.errors';

const FORMATS: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);
/** Larger pictures need more memory to decode than a cover is worth. */
const MOST_PIXELS = 60_000_000;
const QUALITY = 92;

export interface OwnCover {
  /** A picture of the user. */
  path: string;
  /** The frame that it fills; what lies outside is cut off evenly. */
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
  const scale = Math.max(size.width / image.width, size.height / image.height);
  const [width, height] = [image.width * scale, image.height * scale];
  const canvas = createCanvas(size.width, size.height);
  const context = canvas.getContext('2d');
  // Transparent parts become white rather than black.
  context.fillStyle = '#FFFFFF';
  context.fillRect(0, 0, size.width, size.height);
  context.drawImage(image, (size.width - width) / 2, (size.height - height) / 2, width, height);
  await writeFile(file, await canvas.encode('jpeg', QUALITY));
}
