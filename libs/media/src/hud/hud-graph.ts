import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ComposedHud } from './compose-hud';

/** The files of an overlay in a work folder, and how a filter graph uses them. */
export interface HudFiles {
  /** Input arguments: one picture each. */
  inputs: string[];
  /** The number of those inputs. */
  count: number;
  script: string;
}

/**
 * Writes the pictures and the script of an overlay into a work folder.
 * @param name prefix of the files, which are ours and contain nothing that a filter would have to escape
 */
export async function writeHudFiles(hud: ComposedHud, folder: string, name: string): Promise<HudFiles> {
  const script = `${name}.ass`;
  await writeFile(join(folder, script), hud.script());
  const inputs: string[] = [];
  for (const [index, { png }] of hud.pictures.entries()) {
    const file = `${name}-${index}.png`;
    await writeFile(join(folder, file), png);
    inputs.push('-protocol_whitelist', 'file', '-f', 'png_pipe', '-i', file);
  }
  return { inputs, count: hud.pictures.length, script };
}

/**
 * The filters that put an overlay on a picture. ffmpeg converts a picture of one frame once and repeats it; only moving
 * parts are drawn again.
 * @param from label of the video
 * @param to label of the result
 * @param firstInput index of the overlay's first input
 * @param keepsAlpha for a transparent video
 */
export function hudFilters(
  hud: ComposedHud,
  files: HudFiles,
  { from, to, firstInput, keepsAlpha = false }: { from: string; to: string; firstInput: number; keepsAlpha?: boolean },
): string[] {
  const format = keepsAlpha ? 'auto' : 'yuv420';
  const convert = keepsAlpha ? 'format=rgba' : 'scale=out_color_matrix=bt709:out_range=tv,format=yuva420p';
  let base = from;
  const layers = hud.pictures.flatMap(({ x, y }, index) => {
    const [still, result] = [`${to}s${index}`, `${to}o${index}`];
    const chain = [
      `[${firstInput + index}:v]${convert}[${still}]`,
      `[${base}][${still}]overlay=${x}:${y}:format=${format}[${result}]`,
    ];
    base = result;
    return chain;
  });
  return [...layers, `[${base}]ass=${files.script}${keepsAlpha ? ':alpha=1' : ''}[${to}]`];
}
