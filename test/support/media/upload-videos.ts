import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DRIVE_START, drive } from '../telemetry/drive';
import { writeGpx } from '../telemetry/write-xml';

/** Seconds of the drive at which the videos start: it cruises at 80 km/h. */
const VIDEO_START = 20;

/** Bytes of a part of an upload. */
const PART = 8 * 1_024 ** 2;

/** A track that matches the videos of this file. */
export const driveTrack = (): Buffer => writeGpx(drive());

export interface VideoOptions {
  size?: string;
  seconds?: number;
  /** Repeats the same seconds this many times. */
  loops?: number;
  /** A video without a time does not reveal its position on a track. */
  hasTime?: boolean;
}

/** A video with a moving picture and a tone. */
export function makeVideo({ size = '320x180', seconds = 2, loops = 1, hasTime = true }: VideoOptions = {}): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-video-'));
  try {
    const [once, path] = [join(folder, 'once.mp4'), join(folder, 'video.mp4')];
    const picture = ['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${seconds}`];
    const sound = ['-f', 'lavfi', '-i', `sine=f=440:r=48000:d=${seconds}`];
    const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-shortest'];
    run([...picture, ...sound, ...coded, once]);
    const start = new Date((DRIVE_START + VIDEO_START) * 1_000).toISOString();
    const time = hasTime ? ['-metadata', `creation_time=${start}`] : [];
    run(['-stream_loop', String(loops - 1), '-i', once, '-c', 'copy', ...time, path]);
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A short video that is large because it ends with an empty box. @returns the number of its parts */
export function writeLargeVideo(file: string): number {
  const box = Buffer.alloc(4 * PART);
  box.writeUInt32BE(box.length, 0);
  box.write('free', 4, 'latin1');
  writeFileSync(file, Buffer.concat([makeVideo(), box]));
  return Math.ceil(statSync(file).size / PART);
}

export interface VideoFacts {
  width: number;
  height: number;
  codecs: string[];
  seconds: number;
}

/** ffprobe's findings about a video. */
export function factsOf(video: Buffer): VideoFacts {
  return withFile(video, (path) => {
    const args = ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', path];
    const { streams, format } = JSON.parse(execFileSync('ffprobe', args, { encoding: 'utf8' })) as {
      streams: { codec_name: string; width?: number; height?: number }[];
      format: { duration: string };
    };
    const { width = 0, height = 0 } = streams.find((stream) => stream.width) ?? {};
    const codecs = streams.map((stream) => stream.codec_name);
    return { width, height, codecs, seconds: Number(format.duration) };
  });
}

/** Decoded frames of the picture. */
export const framesIn = (video: Buffer): number =>
  withFile(video, (path) => {
    const count = '-v error -select_streams v:0 -count_frames -show_entries stream=nb_read_frames -of csv=p=0';
    return Number.parseInt(execFileSync('ffprobe', [...count.split(' '), path], { encoding: 'utf8' }), 10);
  });

/** Gray values of the middle frame, reduced in size. */
export const middleFrame = (video: Buffer): Buffer =>
  withFile(video, (path) =>
    execFileSync(
      'ffmpeg',
      '-v error -ss 1 -i PATH -frames:v 1 -vf scale=160:90,format=gray -f rawvideo -'
        .split(' ')
        .map((part) => (part === 'PATH' ? path : part)),
    ),
  );

function withFile<T>(content: Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-video-'));
  try {
    const path = join(folder, 'video.mp4');
    writeFileSync(path, content);
    return use(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = (args: string[]) => execFileSync('ffmpeg', ['-v', 'error', '-y', ...args]);
