import 'reflect-metadata';
import { serveProgram } from '@app/media';
import { uploadFailed } from '../uploads.errors';
import { transcodeUpload } from './transcode-upload';
import type { UploadTask } from './upload-tasks';
import { describeTrack, shownDistance } from './upload-telemetry';

/** The program of the process that reads and draws users' files. */
serveProgram<UploadTask, object>(async (task, report) => {
  switch (task.kind) {
    case 'telemetry':
      return describeTrack(task.path, task.video, task.choice, task.others);
    case 'shown_distance':
      return { meters: await shownDistance(task.path, task.clip, task.privacy) };
    case 'transcode':
      return transcodeUpload(task, (progress) => report({ stage: 'transcode', progress }));
  }
}, uploadFailed);
