import { JobWorkersModule, SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { DataSubjectJobsModule } from '../data-subject/data-subject-jobs.module';
import { RunSelfCheckHandler } from './run-self-check.handler';
import { SelfCheckDataSubjectService } from './self-check-data-subject.service';
import { SelfChecksMaintenanceService } from './self-checks-maintenance.service';

@Module({
  imports: [JobWorkersModule, DataSubjectJobsModule, SelfChecksModule],
  providers: [RunSelfCheckHandler, SelfCheckDataSubjectService, SelfChecksMaintenanceService],
})
export class SelfChecksJobsModule {}
