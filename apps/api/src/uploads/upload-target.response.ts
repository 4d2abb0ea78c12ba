import { helpFor } from '@app/core';
import type { Upload, UploadFault, UploadPlatform, UploadTarget } from '@app/uploads';
import type { JsonObject } from '../http/field-types';

export class UploadErrorResponse {
  /**
   * Code of the error catalogue.
   * @example "unreadable_media"
   */
  code: string;

  /**
   * What happened this time.
   * @example "The file is cut off after 12 seconds."
   */
  message: string;

  /**
   * What to do about it.
   * @example "Send a complete, undamaged file in a common format such as MP4, MOV or WebM."
   */
  help?: string;

  /** Facts that help to correct it, such as a suggested offset. */
  extra?: JsonObject;

  static of(fault: UploadFault | null): UploadErrorResponse | null {
    if (!fault) return null;
    const { code, message, extra } = fault;
    const help = helpFor(code);
    return { code, message, ...(help && { help }), ...(extra && { extra }) };
  }
}

export class UploadTargetResponse {
  /** The platform. */
  platform: UploadPlatform;

  /**
   * `pending`: not made yet; `ready`: its rendition and caption exist; `failed`: the platform does not accept this
   * video.
   */
  status: 'pending' | 'ready' | 'failed';

  /**
   * Name of its rendition among the upload's `files`; null until it exists.
   * @example "rendition-1.mp4"
   */
  file: string | null;

  /**
   * Title for this platform; null until the captions are made.
   * @example "Morning lap"
   */
  title: string | null;

  /**
   * Caption for this platform, hashtags included; null until the captions are made.
   * @example "Fastest lap of the year #racing"
   */
  caption: string | null;

  /**
   * Name of its cover among the upload's `files`; null unless one was chosen and exists.
   * @example "cover-youtube.jpg"
   */
  cover: string | null;

  /** Why it failed; null unless it did. */
  error: UploadErrorResponse | null;

  static of({ platform, status, file, caption, error }: UploadTarget, { readyFiles }: Upload): UploadTargetResponse {
    const texts = { title: caption?.title ?? null, caption: caption?.text ?? null };
    const cover = readyFiles.find(({ kind, platforms }) => kind === 'cover' && platforms.includes(platform));
    return { platform, status, file, ...texts, cover: cover?.name ?? null, error: UploadErrorResponse.of(error) };
  }
}
