import { symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { renderFailed } from '../../render-proxy.errors';
import type { EncodedPiece } from '../run/encode-pieces';
import type { JoinedParts } from '../run/join-pieces';
import type { SegmentPlan } from './segment-plan';

/** Links the files of all segments into the work folder, where ffmpeg finds them by plain names. */
export async function linkSegments(
  { segments }: SegmentPlan,
  files: readonly string[],
  directory: string,
): Promise<JoinedParts> {
  const pieces: EncodedPiece[] = [];
  let sound: string | undefined;
  for (const { kind, position, fromFrame: from, toFrame: to } of segments) {
    const path = files[position];
    if (path === undefined) throw renderFailed(`Segment ${position} is missing.`);
    const file = `${kind}-${position}`;
    await symlink(resolve(path), join(directory, file));
    if (kind === 'sound') sound = file;
    else pieces.push({ file, from, to });
  }
  return { pieces, sound };
}
