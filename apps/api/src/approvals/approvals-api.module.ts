import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccessModule } from '../http/access/access.module';
import { ApprovalsController } from './approvals.controller';
import { ApprovalsService } from './approvals.service';
import { ReviewLinksController } from './review-links.controller';
import { ReviewLinksService } from './review-links.service';
import { ReviewPagesController } from './review-pages.controller';
import { ReviewPagesService } from './review-pages.service';
import { UploadDecisionsService } from './upload-decisions.service';

@Module({
  imports: [
    AccessModule,
    AuthModule,
    BillingModule,
    NotificationsModule,
    PlatformsModule,
    StorageModule,
    UploadsModule,
    ConfigModule.forFeature(coreConfig),
  ],
  controllers: [ApprovalsController, ReviewLinksController, ReviewPagesController],
  providers: [ApprovalsService, ReviewLinksService, ReviewPagesService, UploadDecisionsService],
})
export class ApprovalsApiModule {}
