import type { TakenUpload, UploadStage } from '@app/uploads';
import type { UploadWorkFiles } from './upload-work-files';

/** One run of a worker on an upload, as its stages see it. */
export interface UploadRun extends TakenUpload {
  files: UploadWorkFiles;
  signal: AbortSignal;
  /** Progress of the current stage, 0 to 1. */
  onProgress: (progress: number) => void;
}

/** Share of the progress at which each stage ends. */
export const STAGE_ENDS: Readonly<Record<UploadStage, number>> = {
  verify: 0.15,
  telemetry: 0.2,
  transcode: 0.95,
  captions: 1,
};
