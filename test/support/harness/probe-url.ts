import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface ProbedVideo {
  streams: { codec_name: string; width?: number; height?: number; nb_frames?: string }[];
  format: { duration: string };
}

/** ffprobe's output about the file behind a URL. */
export async function probeUrl(url: string): Promise<ProbedVideo> {
  const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', url];
  return JSON.parse((await promisify(execFile)('ffprobe', args)).stdout) as ProbedVideo;
}
