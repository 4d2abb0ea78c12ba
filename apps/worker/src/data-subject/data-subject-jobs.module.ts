import { AuthModule } from '@app/auth';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { StorageModule } from '@app/storage';
import { UploadsModule } from '@app/uploads';
import { Module } from '@nestjs/common';
import { AccountDataSubjectService } from './account-data-subject.service';
import { DataSubjectService } from './data-subject.service';
import { EraseAccountHandler } from './erase-account.handler';
import { EraseAccountExportHandler } from './erase-account-export.handler';
import { MakeAccountExportHandler } from './make-account-export.handler';
import { SettingsDataSubjectService } from './settings-data-subject.service';

/** Exports and erasures of accounts. */
@Module({
  imports: [JobWorkersModule, AuthModule, NotificationsModule, StorageModule, UploadsModule],
  providers: [
    AccountDataSubjectService,
    DataSubjectService,
    EraseAccountExportHandler,
    EraseAccountHandler,
    MakeAccountExportHandler,
    SettingsDataSubjectService,
  ],
})
export class DataSubjectJobsModule {}
