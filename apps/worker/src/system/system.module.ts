import { JobWorkersModule } from '@app/jobs';
import { Module } from '@nestjs/common';
import { PurgeHandler } from './purge.handler';
import { ReconcileHandler } from './reconcile.handler';
import { SystemProcessor } from './system.processor';

@Module({ imports: [JobWorkersModule], providers: [PurgeHandler, ReconcileHandler, SystemProcessor] })
export class SystemJobsModule {}
