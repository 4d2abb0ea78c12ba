import { objectKeyInvalid } from './storage.errors';

const MAX_KEY_BYTES = 1_024;
const MAX_SEGMENT_BYTES = 255;
/** Control characters, lone surrogates, and the backslash, which is a separator on Windows. */
const NEVER = /[\p{Cc}\p{Cs}\\]/u;

export interface RenderObject {
  /** `GCS_PATH_PREFIX`. */
  prefix: string;
  userId: string;
  jobId: string;
  /** Without the dot; the extension of the video itself, even if a suffix has its own: `mp4`. */
  extension: string;
  /** When the job was created: the key stays the same however long the job takes. */
  createdAt: Date;
  /** A file that accompanies the video; always JPEG. */
  suffix?: 'poster' | 'thumb';
}

/**
 * `{prefix}/{YYYY}/{MM}/user_{user_id}/video_{job_id}.{ext}`, with `…-poster.jpg` and `…-thumb.jpg` in the same folder;
 * year and month in UTC.
 */
export function renderObjectKey({ prefix, userId, jobId, extension, createdAt, suffix }: RenderObject): string {
  const [year, month] = createdAt.toISOString().split('-');
  const folder = [...prefix.split('/').filter(Boolean), year, month, `user_${userId}`].join('/');
  const video = `${folder}/video_${jobId}.${extension}`;
  return assertObjectKey(suffix ? companionKey(video, suffix) : video);
}

/** The file that accompanies the video at that key, wherever the key came from. */
export function companionKey(videoKey: string, suffix: NonNullable<RenderObject['suffix']>): string {
  return videoKey.replace(/\.[^.]+$/, `-${suffix}.jpg`);
}

/** `{prefix}/segments/user_{user_id}/{hash}`: segments of one account that show the same share an object. */
export function segmentObjectKey({ prefix, userId, hash }: { prefix: string; userId: string; hash: string }): string {
  return assertObjectKey([...prefix.split('/').filter(Boolean), 'segments', `user_${userId}`, hash].join('/'));
}

/**
 * The key, if every store can keep it: slashes separate segments that are neither empty nor begin with a dot.
 * @throws object_key_invalid
 */
export function assertObjectKey(key: string): string {
  const segments = key.split('/');
  const fault =
    Buffer.byteLength(key) > MAX_KEY_BYTES || segments.some((segment) => Buffer.byteLength(segment) > MAX_SEGMENT_BYTES)
      ? 'it is too long'
      : NEVER.test(key)
        ? 'it has characters that are not allowed'
        : segments.some((segment) => segment === '' || segment.startsWith('.'))
          ? 'a part of it is empty or begins with a dot'
          : undefined;
  if (fault) throw objectKeyInvalid(`The key is not valid: ${fault}.`);
  return key;
}
