import { execFileSync } from 'node:child_process';

/** How alike two videos are: 1 for equal pictures. */
export interface Likeness {
  /** Mean of the structural similarity (SSIM) of all frames. */
  mean: number;
  /** Similarity of the two frames that are least alike. */
  least: number;
  frames: number;
}

/** Compares two videos of equal size frame by frame. */
export function likeness(one: string, other: string): Likeness {
  const inputs = ['-i', one, '-i', other];
  const graph = '[0:v]settb=1/1000,setpts=N[a];[1:v]settb=1/1000,setpts=N[b];[a][b]ssim=stats_file=-:shortest=1';
  const args = ['-v', 'fatal', ...inputs, '-lavfi', graph, '-vsync', '0', '-f', 'null', '-'];
  const lines = execFileSync('ffmpeg', args, { encoding: 'utf8' }).trim().split('\n');
  const values = lines.map((line) => Number(/All:([\d.]+)/.exec(line)?.[1]));
  const sum = values.reduce((total, value) => total + value, 0);
  return { mean: sum / values.length, least: Math.min(...values), frames: values.length };
}

/** Checksums of all packets of the first sound; empty without sound. */
export function soundPackets(file: string): string {
  const args = ['-v', 'error', '-i', file, '-map', '0:a:0?', '-c', 'copy', '-f', 'framecrc', '-'];
  const found = execFileSync('ffprobe', ['-v', 'error', '-select_streams', 'a', '-show_entries', 'stream=index', file]);
  return found.includes('index') ? execFileSync('ffmpeg', args, { encoding: 'utf8' }) : '';
}
