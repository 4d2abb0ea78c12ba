import { defineError } from '@app/core';

export const ffmpegUnavailable = defineError({ code: 'ffmpeg_unavailable', kind: 'unavailable', title: 'Video cannot be processed on this machine', help: 'The operator installs ffmpeg or sets FFMPEG_PATH; GET /health says what is missing.' });

export const ffmpegFailed = defineError({ code: 'ffmpeg_failed', kind: 'internal', title: 'Processing the media failed', help: 'Try again; if it fails again, report the request id: the log of the server holds the reason.' });

export const unreadableMedia = defineError({ code: 'unreadable_media', kind: 'invalid', title: 'The file is not readable media', help: 'Send a complete, undamaged file in a common format such as MP4, MOV, WebM, MP3, WAV, PNG or JPEG.' });
