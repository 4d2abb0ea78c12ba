import { AuthModule } from '@app/auth';
import { JobsModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { FetchPostMetricsHandler } from '../../../apps/worker/src/publishing/fetch-post-metrics.handler';
import { PublicationMailsService } from '../../../apps/worker/src/publishing/publication-mails.service';
import { PublicationOwnersService } from '../../../apps/worker/src/publishing/publication-owners.service';
import { PublicationSettlementService } from '../../../apps/worker/src/publishing/publication-settlement.service';
import { PublishingMaintenanceService } from '../../../apps/worker/src/publishing/publishing-maintenance.service';

/** What a worker needs to read the figures of posts and the followers of accounts. */
export const POST_METRICS_WORK = {
  imports: [AuthModule, JobsModule, NotificationsModule, PlatformsModule],
  providers: [
    FetchPostMetricsHandler,
    PublicationMailsService,
    PublicationOwnersService,
    PublicationSettlementService,
    PublishingMaintenanceService,
  ],
};
