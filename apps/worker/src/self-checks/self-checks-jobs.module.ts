import { JobWorkersModule, SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { RunSelfCheckHandler } from './run-self-check.handler';
import { SelfChecksMaintenanceService } from './self-checks-maintenance.service';

@Module({
  imports: [JobWorkersModule, SelfChecksModule],
  providers: [RunSelfCheckHandler, SelfChecksMaintenanceService],
})
export class SelfChecksJobsModule {}
