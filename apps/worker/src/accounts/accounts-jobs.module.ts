import { AuthModule } from '@app/auth';
import { VaultModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { DataSubjectJobsModule } from '../data-subject/data-subject-jobs.module';
import { AccountDataSubjectService } from './account-data-subject.service';
import { AccountsMaintenanceService } from './accounts-maintenance.service';
import { EraseAccountHandler } from './erase-account.handler';
import { EraseAccountExportHandler } from './erase-account-export.handler';
import { MakeAccountExportHandler } from './make-account-export.handler';
import { ResealSecretsHandler } from './reseal-secrets.handler';
import { SettingsDataSubjectService } from './settings-data-subject.service';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    NotificationsModule,
    DataSubjectJobsModule,
    StorageModule,
    UploadsModule,
    VaultModule,
  ],
  providers: [
    AccountDataSubjectService,
    AccountsMaintenanceService,
    EraseAccountExportHandler,
    EraseAccountHandler,
    MakeAccountExportHandler,
    ResealSecretsHandler,
    SettingsDataSubjectService,
  ],
})
export class AccountsJobsModule {}
