import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { UploadsModule, UploadsRepository } from '@app/uploads';
import { Module } from '@nestjs/common';
import { EventStreamsModule } from '../http/event-streams.module';
import { RowWatcher } from '../http/row-watcher';
import { PostTargetsService } from './post-targets.service';
import { SharedTracksService } from './shared-tracks.service';
import { UploadCancellationService } from './upload-cancellation.service';
import { UploadCompletionService } from './upload-completion.service';
import { UploadEventsService } from './upload-events.service';
import { UploadOptionsService } from './upload-options.service';
import { UploadPartsService } from './upload-parts.service';
import { UploadPresigningService } from './upload-presigning.service';
import { UploadPreviewsService } from './upload-previews.service';
import { UploadQueueService } from './upload-queue.service';
import { UploadReaderService } from './upload-reader.service';
import { UploadRetryService } from './upload-retry.service';
import { UploadScheduleService } from './upload-schedule.service';
import { UploadTextsService } from './upload-texts.service';
import { UploadTransfersController } from './upload-transfers.controller';
import { UPLOAD_WATCHER, type UploadWatcher } from './upload-watcher';
import { UploadsController } from './uploads.controller';

@Module({
  imports: [
    AuthModule,
    BillingModule,
    EventStreamsModule,
    NotificationsModule,
    PlatformsModule,
    StorageModule,
    UploadsModule,
  ],
  controllers: [UploadTransfersController, UploadsController],
  providers: [
    PostTargetsService,
    SharedTracksService,
    UploadCancellationService,
    UploadCompletionService,
    UploadEventsService,
    UploadOptionsService,
    UploadPartsService,
    UploadPresigningService,
    UploadPreviewsService,
    UploadQueueService,
    UploadReaderService,
    UploadRetryService,
    UploadScheduleService,
    UploadTextsService,
    {
      provide: UPLOAD_WATCHER,
      inject: [UploadsRepository],
      useFactory: (uploads: UploadsRepository): UploadWatcher => new RowWatcher((ids) => uploads.some(ids)),
    },
  ],
})
export class UploadsApiModule {}
