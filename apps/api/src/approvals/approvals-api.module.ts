import { AuthModule } from '@app/auth';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { ApprovalsController } from './approvals.controller';
import { ApprovalsService } from './approvals.service';
import { UploadDecisionsService } from './upload-decisions.service';

@Module({
  imports: [AuthModule, NotificationsModule, PlatformsModule, UploadsModule],
  controllers: [ApprovalsController],
  providers: [ApprovalsService, UploadDecisionsService],
})
export class ApprovalsApiModule {}
