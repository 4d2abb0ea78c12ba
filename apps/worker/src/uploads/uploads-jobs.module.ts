import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { MediaModule } from '@app/media';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { CancelMemberUploadsHandler } from './cancel-member-uploads.handler';
import { CaptionsStageService } from './captions-stage.service';
import { EraseUploadHandler } from './erase-upload.handler';
import { ProcessUploadHandler } from './process-upload.handler';
import { TelemetryStageService } from './telemetry-stage.service';
import { TranscodeStageService } from './transcode-stage.service';
import { UploadDataSubjectService } from './upload-data-subject.service';
import { UploadMailsService } from './upload-mails.service';
import { UploadPipelineService } from './upload-pipeline.service';
import { UploadRecoveryService } from './upload-recovery.service';
import { UploadSettlementService } from './upload-settlement.service';
import { UploadsMaintenanceService } from './uploads-maintenance.service';
import { VerifyStageService } from './verify-stage.service';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    BillingModule,
    StorageModule,
    MediaModule,
    NotificationsModule,
    PlatformsModule,
    UploadsModule,
  ],
  providers: [
    CancelMemberUploadsHandler,
    CaptionsStageService,
    EraseUploadHandler,
    ProcessUploadHandler,
    TelemetryStageService,
    TranscodeStageService,
    UploadDataSubjectService,
    UploadPipelineService,
    UploadRecoveryService,
    UploadMailsService,
    UploadSettlementService,
    UploadsMaintenanceService,
    VerifyStageService,
  ],
})
export class UploadsJobsModule {}
