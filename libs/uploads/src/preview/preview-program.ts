import 'reflect-metadata';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { AppError, readEnv } from '@app/core';
import {
  bufferSource,
  FfmpegLocatorService,
  FfmpegRunner,
  MediaEnv,
  makeWorkFolder,
  packError,
  paintHudFrame,
  readTrack,
  type Track,
} from '@app/media';
import { LRUCache } from 'lru-cache';
import { uploadFailed } from '../uploads.errors';
import type { PreviewOutcome, PreviewTask } from './preview-task';

const REMEMBERED_TRACKS = 4;

const tracks = new LRUCache<string, Track>({ max: REMEMBERED_TRACKS });
const ffmpeg = new FfmpegRunner(new FfmpegLocatorService(readEnv(MediaEnv)));

/** The program of the thread that draws previews. A call without a task only loads it. */
export async function previewHud(task: PreviewTask | null): Promise<PreviewOutcome | undefined> {
  if (!task) return undefined;
  try {
    const track = await trackOf(task);
    return track ? { png: await paint(task, track) } : { unknownTrack: true };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { error: packError(error, uploadFailed) };
  }
}

async function trackOf({ trackId, content }: PreviewTask): Promise<Track | undefined> {
  const known = tracks.get(trackId);
  if (known || !content) return known;
  const track = await readTrack(bufferSource(content));
  tracks.set(trackId, track);
  return track;
}

async function paint(
  { settings, map, utcOffsetMinutes, extent, startLine, privacy, ...frame }: PreviewTask,
  track: Track,
): Promise<Uint8Array> {
  const folder = await makeWorkFolder(tmpdir());
  try {
    const telemetry = {
      track,
      map,
      ...(utcOffsetMinutes !== undefined && { utcOffsetMinutes }),
      ...(extent && { extent }),
      ...(startLine && { startLine }),
      ...(privacy && { privacy }),
    };
    return await paintHudFrame({ settings, telemetry }, frame, { ffmpeg, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
