import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createCanvas, type Image, loadImage } from '@napi-rs/canvas';

/** Width in pixels at which sharpness is measured: real blur is larger than the detail that this drops. */
const MEASURED_WIDTH = 640;
/** Mean brightness (of 255) below which a frame is a fade or a lens cap, however sharp its noise is. */
const DARKEST = 18;
const SHEET = { columns: 4, width: 320, gap: 8, color: '#101318' } as const;

/** The numbered pictures of a pattern such as `thumb-1-%02d.jpg`, in order. */
export async function thumbnailFiles(folder: string, pattern: string): Promise<string[]> {
  const [start = ''] = pattern.split('%');
  const names = (await readdir(folder)).filter((name) => name.startsWith(start) && name.endsWith('.jpg'));
  return names.sort().map((name) => join(folder, name));
}

/**
 * Keeps the sharpest picture as `<name>.jpg`, and all of them as one contact sheet.
 * @param files not empty
 */
export async function finishThumbnails(
  files: readonly string[],
  folder: string,
  name: string,
): Promise<{ thumbnail: string; contactSheet: string }> {
  const images: Image[] = [];
  for (const file of files) images.push(await loadImage(await readFile(file)));
  const scores = images.map(sharpness);
  const best = scores.indexOf(Math.max(...scores));
  const [thumbnail, contactSheet] = [join(folder, `${name}.jpg`), join(folder, `${name}-contact-sheet.jpg`)];
  await copyFile(files[best] as string, thumbnail);
  await writeFile(contactSheet, await sheetOf(images));
  return { thumbnail, contactSheet };
}

/** Variance of the Laplacian of the brightness; much lower for frames that are almost black. */
export function sharpness(image: Image): number {
  const width = Math.min(image.width, MEASURED_WIDTH);
  const height = Math.max(3, Math.round((image.height * width) / image.width));
  const context = createCanvas(width, height).getContext('2d');
  context.drawImage(image, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const gray = new Float32Array(width * height);
  let total = 0;
  for (let index = 0; index < gray.length; index++) {
    const at = index * 4;
    const value = 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    gray[index] = value;
    total += value;
  }
  const variance = laplacianVariance(gray, width, height);
  return total / gray.length < DARKEST ? variance / 1_000 : variance;
}

function laplacianVariance(gray: Float32Array, width: number, height: number): number {
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around = (gray[at - 1] ?? 0) + (gray[at + 1] ?? 0) + (gray[at - width] ?? 0) + (gray[at + width] ?? 0);
      const value = around - 4 * (gray[at] ?? 0);
      sum += value;
      squares += value * value;
      count++;
    }
  return count > 0 ? squares / count - (sum / count) ** 2 : 0;
}

async function sheetOf(images: readonly Image[]): Promise<Buffer> {
  const [first] = images as [Image];
  const { columns, gap, color } = SHEET;
  const across = Math.min(columns, images.length);
  const rows = Math.ceil(images.length / across);
  const cell = { width: SHEET.width, height: Math.round((first.height * SHEET.width) / first.width) };
  const canvas = createCanvas(across * (cell.width + gap) + gap, rows * (cell.height + gap) + gap);
  const context = canvas.getContext('2d');
  context.fillStyle = color;
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [index, image] of images.entries()) {
    const x = gap + (index % across) * (cell.width + gap);
    const y = gap + Math.floor(index / across) * (cell.height + gap);
    context.drawImage(image, x, y, cell.width, cell.height);
  }
  return canvas.encode('jpeg', 85);
}
