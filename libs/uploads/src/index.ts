export { type ReviewLink, ReviewLinksRepository } from './approvals/review-links.repository';
export { type ApprovalDecision, deciderOf, type GuestReviewer, type UploadApproval } from './approvals/upload-approval';
export { APPROVALS_A_BATCH, UploadApprovalsRepository } from './approvals/upload-approvals.repository';
export {
  CAPTION_VARIABLES,
  type CaptionFacts,
  CaptionGenerator,
  type GeneratedCaption,
} from './captions/caption-generator';
export { fillTemplate } from './captions/caption-template';
export { captionFactsOf } from './captions/caption-values';
export { type CaptionParts, type ComposedCaption, composeCaption, tagsOfCaption } from './captions/compose-caption';
export { defaultCaption } from './captions/default-caption';
export { PLATFORM_TEXTS, type PlatformTexts } from './captions/platform-texts';
export { HudPreviewService } from './preview/hud-preview.service';
export { transcodeAllowance } from './processing/transcode-allowance';
export { runUploadTask } from './processing/upload-process';
export type { MadeRendition, TranscodeResult, TranscodeTask } from './processing/upload-tasks';
export { type UploadTelemetry, zonesMark } from './processing/upload-telemetry';
export { futureInstant, localTimeOf } from './scheduling/local-instant';
export { type HourResult, SCHEDULED_PLATFORMS, type ScheduledPlatform } from './scheduling/rated-hours';
export { type Slot, smartSlots, type UntimedPost } from './scheduling/smart-slots';
export {
  hudSettingsOf,
  PRIVACIES,
  type UploadSettings,
  type UploadSettingsChanges,
} from './settings/upload-settings';
export { UploadSettingsService } from './settings/upload-settings.service';
export { DeletedUploadsRepository } from './uploads/deleted-uploads.repository';
export type { NewUpload } from './uploads/new-upload';
export {
  UPLOAD_FITS,
  UPLOAD_PLATFORMS,
  UPLOAD_STAGES,
  Upload,
  type UploadEvent,
  type UploadFault,
  type UploadFile,
  type UploadFit,
  type UploadPlatform,
  type UploadProbe,
  type UploadStage,
  type UploadStageRecord,
  UploadTarget,
  uploadFaultOf,
} from './uploads/upload.entity';
export { UploadDataSubjectRepository } from './uploads/upload-data-subject.repository';
export {
  addressedKeys,
  coverKey,
  nextTelemetryKey,
  receivedKeys,
  sourceKey,
  telemetryKey,
  uploadKey,
} from './uploads/upload-keys';
export {
  type StageFindings,
  type StageResult,
  type TakenUpload,
  type TargetResult,
  UPLOADS_A_BATCH,
  UploadLeasesRepository,
  type UploadNextStatus,
} from './uploads/upload-leases.repository';
export type { UploadCover, UploadOptions } from './uploads/upload-options';
export { type UploadOutcome, uploadOutcome } from './uploads/upload-outcome';
export { UploadPublishingRepository } from './uploads/upload-publishing.repository';
export {
  isBeingPublished,
  isFinishedUpload,
  UPLOAD_STATUSES,
  UPLOAD_TRANSITIONS,
  type UploadStatus,
} from './uploads/upload-status';
export { UploadTracksRepository } from './uploads/upload-tracks.repository';
export { UploadTurnsRepository, type WaitingUpload } from './uploads/upload-turns.repository';
export {
  type UploadPage,
  type UploadSummary,
  UploadsRepository,
  type UploadTexts,
} from './uploads/uploads.repository';
export { type UploadsConfig, uploadsConfig } from './uploads.config';
export * from './uploads.errors';
export { UploadsModule } from './uploads.module';
