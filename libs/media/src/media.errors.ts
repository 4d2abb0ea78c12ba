import { defineError } from '@app/core';

export const ffmpegUnavailable = defineError({
  code: 'ffmpeg_unavailable',
  kind: 'unavailable',
  title: 'This server cannot process video',
  detail: 'A program that it needs for that is missing, or lacks a feature.',
  help: 'Contact the operator of this installation. GET /health shows what is missing.',
  operatorHelp: 'Install ffmpeg or set FFMPEG_PATH.',
});

export const ffmpegFailed = defineError({ code: 'ffmpeg_failed', kind: 'internal', title: 'Processing the media failed', detail: 'The program ffmpeg ended with an error.', help: 'Retry. If it keeps failing, contact support with the `request_id`.' });

export const mediaTooExpensive = defineError({ code: 'media_too_expensive', kind: 'invalid', title: 'Processing the media takes more processor time or memory than a file of its size may use', help: 'Choose a smaller size, a shorter piece or another format.' });

export const unreadableMedia = defineError({
  code: 'unreadable_media',
  kind: 'invalid',
  title: 'The file is not readable media',
  detail: 'Neither its first bytes nor ffprobe reveal a picture, a sound or a video.',
  help: 'Send a complete, undamaged file in a common format such as MP4, MOV, WebM, MP3, WAV, PNG or JPEG.',
});

export const hudClipTooLong = defineError({
  code: 'hud_clip_too_long',
  kind: 'invalid',
  title: 'The video is too long for a file with the overlay alone',
  help: 'Send a part of the video, or have the overlay drawn on the video instead.',
});
