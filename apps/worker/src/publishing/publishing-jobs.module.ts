import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { AdvancePublicationHandler } from './advance-publication.handler';
import { ApprovalRequestsService } from './approval-requests.service';
import { FetchPostMetricsHandler } from './fetch-post-metrics.handler';
import { LostSettlementsService } from './lost-settlements.service';
import { OverduePostsMonitorService } from './overdue-posts-monitor.service';
import { PublicationFilesService } from './publication-files.service';
import { PublicationFollowUpsService } from './publication-follow-ups.service';
import { PublicationMailsService } from './publication-mails.service';
import { PublicationObserverService } from './publication-observer.service';
import { PublicationOwnersService } from './publication-owners.service';
import { PublicationRecoveryService } from './publication-recovery.service';
import { PublicationSenderService } from './publication-sender.service';
import { PublicationSettlementService } from './publication-settlement.service';
import { PublishingMaintenanceService } from './publishing-maintenance.service';
import { SettleUploadHandler } from './settle-upload.handler';
import { SharedUnitsMonitorService } from './shared-units-monitor.service';
import { TransferTurnsService } from './transfer-turns.service';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    BillingModule,
    StorageModule,
    NotificationsModule,
    PlatformsModule,
    UploadsModule,
  ],
  providers: [
    AdvancePublicationHandler,
    ApprovalRequestsService,
    FetchPostMetricsHandler,
    LostSettlementsService,
    OverduePostsMonitorService,
    PublicationFilesService,
    PublicationFollowUpsService,
    PublicationMailsService,
    PublicationObserverService,
    PublicationOwnersService,
    PublicationRecoveryService,
    PublicationSenderService,
    PublicationSettlementService,
    PublishingMaintenanceService,
    SettleUploadHandler,
    SharedUnitsMonitorService,
    TransferTurnsService,
  ],
})
export class PublishingJobsModule {}
