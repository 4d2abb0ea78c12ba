import { AuthModule } from '@app/auth';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { PlatformsModule } from '@app/platforms';
import { Module } from '@nestjs/common';
import { CheckPlatformAccountHandler } from './check-platform-account.handler';
import { PlatformDataSubjectService } from './platform-data-subject.service';
import { PlatformsMaintenanceService } from './platforms-maintenance.service';
import { RevokePlatformAccessHandler } from './revoke-platform-access.handler';

@Module({
  imports: [JobWorkersModule, AuthModule, NotificationsModule, PlatformsModule],
  providers: [
    CheckPlatformAccountHandler,
    PlatformDataSubjectService,
    PlatformsMaintenanceService,
    RevokePlatformAccessHandler,
  ],
})
export class PlatformsJobsModule {}
