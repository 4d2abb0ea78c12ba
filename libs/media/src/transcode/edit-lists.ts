import { boxAt, boxesIn } from '../files/mp4-boxes';
import { readMovieIndex } from '../telemetry/readers/mp4-samples';
import { withFileSource } from '../telemetry/telemetry-source';

/**
 * Whether a file shows and plays its samples from the first one on. An edit list, by which most files hide the delay of
 * their encoders, may skip some.
 * @param demuxer ffmpeg's name of the container; only MP4 and MOV can be known to have no list
 */
export async function playsEverything(path: string, demuxer: string): Promise<boolean> {
  if (demuxer !== 'mov') return false;
  try {
    const index = await withFileSource(path, readMovieIndex);
    const tracks = boxesIn(index).filter(({ type }) => type === 'trak');
    return tracks.length > 0 && tracks.every(({ body }) => !boxAt(body, 'edts/elst'));
  } catch {
    // A file without an index that we can read is encoded.
    return false;
  }
}
