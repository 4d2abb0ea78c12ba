import { JobWorkersModule, SelfChecksModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { RunSelfCheckHandler } from './run-self-check.handler';
import { SelfChecksProcessor } from './self-checks.processor';
import { SelfChecksUpkeep } from './self-checks-upkeep.service';

@Module({ imports: [JobWorkersModule, SelfChecksModule], providers: [RunSelfCheckHandler, SelfChecksProcessor, SelfChecksUpkeep] })
export class SelfCheckJobsModule {}
