import { JobWorkersModule, SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { PersonalDataModule } from '../personal-data/personal-data.module';
import { RunSelfCheckHandler } from './run-self-check.handler';
import { SelfCheckRecords } from './self-check-records.service';
import { SelfChecksProcessor } from './self-checks.processor';
import { SelfChecksUpkeep } from './self-checks-upkeep.service';

@Module({
  imports: [JobWorkersModule, PersonalDataModule, SelfChecksModule],
  providers: [RunSelfCheckHandler, SelfCheckRecords, SelfChecksProcessor, SelfChecksUpkeep],
})
export class SelfCheckJobsModule {}
