import { AuthModule } from '@app/auth';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { UploadsRepository } from '@app/uploads';
import type { Type } from '@nestjs/common';
import { RowWatcher } from '../../../apps/api/src/http/row-watcher';
import { UploadCancellationService } from '../../../apps/api/src/uploads/upload-cancellation.service';
import { UploadOptionsService } from '../../../apps/api/src/uploads/upload-options.service';
import { UploadQueueService } from '../../../apps/api/src/uploads/upload-queue.service';
import { UploadReaderService } from '../../../apps/api/src/uploads/upload-reader.service';
import { UploadRetryService } from '../../../apps/api/src/uploads/upload-retry.service';
import { UPLOAD_WATCHER } from '../../../apps/api/src/uploads/upload-watcher';
import { PublicationMailsService } from '../../../apps/worker/src/publishing/publication-mails.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { UploadMailsService } from '../../../apps/worker/src/uploads/upload-mails.service';
import { UploadSettlementService } from '../../../apps/worker/src/uploads/upload-settlement.service';
import { UploadsMaintenanceService } from '../../../apps/worker/src/uploads/uploads-maintenance.service';
import { UploadRows } from './upload-rows';

/** Rows of uploads, and the services of API and worker that end, cancel and retry them. */
export function startSettlementRows(...more: Type[]): Promise<UploadRows> {
  return UploadRows.start({
    imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule, StorageModule],
    providers: [
      ...more,
      PublicationMailsService,
      PublicationSettlementService,
      UploadCancellationService,
      UploadOptionsService,
      UploadQueueService,
      UploadReaderService,
      UploadRetryService,
      UploadMailsService,
      UploadSettlementService,
      UploadsMaintenanceService,
      {
        provide: UPLOAD_WATCHER,
        inject: [UploadsRepository],
        useFactory: (uploads: UploadsRepository) => new RowWatcher((ids) => uploads.some(ids)),
      },
    ],
  });
}
