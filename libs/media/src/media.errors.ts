import { defineError } from '@app/core';

export const ffmpegUnavailable = defineError({ code: 'ffmpeg_unavailable', kind: 'unavailable', title: 'Video cannot be processed on this machine', help: 'The operator installs ffmpeg or sets FFMPEG_PATH; GET /health says what is missing.' });
