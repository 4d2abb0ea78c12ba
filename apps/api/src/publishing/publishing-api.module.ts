import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { PostsController } from './posts.controller';
import { PublicationsController } from './publications.controller';
import { PublicationsService } from './publications.service';

@Module({
  imports: [AuthModule, BillingModule, NotificationsModule, PlatformsModule, UploadsModule],
  controllers: [PostsController, PublicationsController],
  providers: [PublicationsService],
})
export class PublishingApiModule {}
