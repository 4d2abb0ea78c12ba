import 'reflect-metadata';
import { serveProgram } from '@app/media';
import { uploadFailed } from '../uploads.errors';
import { transcodeUpload } from './transcode-upload';
import type { UploadTask } from './upload-tasks';
import { describeTrack } from './upload-telemetry';

/** The program of the process that reads and draws users' files. */
serveProgram<UploadTask, object>(
  (task, report) =>
    task.kind === 'telemetry'
      ? describeTrack(task.path, task.video, task.choice, task.others)
      : transcodeUpload(task, (progress) => report({ stage: 'transcode', progress })),
  uploadFailed,
);
