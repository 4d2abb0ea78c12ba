import { JobWorkersModule, SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { PersonalDataModule } from '../data-subject/data-subject-jobs.module';
import { RunSelfCheckHandler } from './run-self-check.handler';
import { SelfCheckRecords } from './self-check-data-subject.service';
import { SelfChecksProcessor } from './self-checks.processor';
import { SelfChecksUpkeep } from './self-checks-maintenance.service';

@Module({
  imports: [JobWorkersModule, PersonalDataModule, SelfChecksModule],
  providers: [RunSelfCheckHandler, SelfCheckRecords, SelfChecksProcessor, SelfChecksUpkeep],
})
export class SelfCheckJobsModule {}
