import { AuthModule } from '@app/auth';
import { VaultModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { PersonalDataModule } from '../data-subject/data-subject-jobs.module';
import { AccountRecords } from './account-data-subject.service';
import { AccountsProcessor } from './accounts.processor';
import { AccountsUpkeep } from './accounts-maintenance.service';
import { EraseAccountHandler } from './erase-account.handler';
import { EraseAccountExportHandler } from './erase-account-export.handler';
import { KeyWarnings } from './key-warnings.service';
import { MakeAccountExportHandler } from './make-account-export.handler';
import { ResealSecretsHandler } from './reseal-secrets.handler';
import { SettingsRecords } from './settings-data-subject.service';

@Module({
  imports: [
    JobWorkersModule,
    AuthModule,
    NotificationsModule,
    PersonalDataModule,
    StorageModule,
    UploadsModule,
    VaultModule,
  ],
  providers: [
    AccountRecords,
    AccountsProcessor,
    AccountsUpkeep,
    EraseAccountExportHandler,
    EraseAccountHandler,
    KeyWarnings,
    MakeAccountExportHandler,
    ResealSecretsHandler,
    SettingsRecords,
  ],
})
export class AccountJobsModule {}
