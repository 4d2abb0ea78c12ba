import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FfmpegRunner } from '../ffmpeg/ffmpeg-runner';
import { AssScript } from './drawing/ass-script';
import { rectangle } from './drawing/outline';

/** Weights of red and blue in the brightness. */
interface Matrix {
  red: number;
  blue: number;
}

const BT709: Matrix = { red: 0.2126, blue: 0.0722 };
const BT601: Matrix = { red: 0.299, blue: 0.114 };
/** The brightness of pure green is 173 in BT.709 and 145 in BT.601. */
const BETWEEN = 159;

const matrices = new WeakMap<FfmpegRunner, Promise<Matrix>>();

/**
 * How to write colours in a script so that they appear correctly in BT.709 video. Releases of ffmpeg before 7 draw
 * libass in BT.601 whatever the video's colour space, which turns orange into yellow; each process measures once which
 * kind it has.
 * @param folder for a temporary file
 */
export async function libassColors(ffmpeg: FfmpegRunner, folder: string): Promise<(hex: string) => string> {
  const measured = matrices.get(ffmpeg) ?? measure(ffmpeg, folder);
  matrices.set(ffmpeg, measured);
  measured.catch(() => matrices.delete(ffmpeg));
  const matrix = await measured;
  return matrix === BT709 ? (hex) => hex : compensated;
}

async function measure(ffmpeg: FfmpegRunner, folder: string): Promise<Matrix> {
  const side = 16;
  const script = new AssScript({ width: side, height: side });
  script.add(rectangle(0, 0, side, side), { from: 0, to: 1 }, { layer: 0, color: '#00FF00', at: { x: 0, y: 0 } });
  await writeFile(join(folder, 'colors.ass'), [script.header(), ...script.takeEvents()]);
  const source = `color=c=black:s=${side}x${side}:r=25:d=0.04,format=yuv444p`;
  const filters = `${source},setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709,ass=colors.ass[out]`;
  const args = ['-filter_complex', filters, '-map', '[out]', '-frames:v', '1', '-f', 'rawvideo', 'pipe:1'];
  const run = await ffmpeg.run(args, { directory: folder });
  const [pixels] = await Promise.all([buffer(run.output), run.finished]);
  return (pixels[(side * side) / 2] ?? 0) > BETWEEN ? BT709 : BT601;
}

/** The colour whose BT.601 form equals the BT.709 form of the given one, as far as one exists. */
function compensated(hex: string): string {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const luma = BT709.red * red + (1 - BT709.red - BT709.blue) * green + BT709.blue * blue;
  // One matrix scales the colour differences on writing, the other one on reading.
  const redDifference = ((red - luma) / (1 - BT709.red)) * (1 - BT601.red);
  const blueDifference = ((blue - luma) / (1 - BT709.blue)) * (1 - BT601.blue);
  const [r, b] = [luma + redDifference, luma + blueDifference];
  const g = (luma - BT601.red * r - BT601.blue * b) / (1 - BT601.red - BT601.blue);
  return `#${[r, g, b].map(hexByte).join('')}`;
}

const hexByte = (share: number) =>
  Math.round(Math.min(1, Math.max(0, share)) * 255)
    .toString(16)
    .padStart(2, '0');
