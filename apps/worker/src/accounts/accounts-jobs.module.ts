import { AuthModule } from '@app/auth';
import { VaultModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { AccountsMaintenanceService } from './accounts-maintenance.service';
import { ResealSecretsHandler } from './reseal-secrets.handler';

@Module({
  imports: [JobWorkersModule, AuthModule, NotificationsModule, VaultModule],
  providers: [AccountsMaintenanceService, ResealSecretsHandler],
})
export class AccountsJobsModule {}
