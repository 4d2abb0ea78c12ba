import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccessModule } from '../http/access/access.module';
import { QueueDashboardService } from './queue-dashboard.service';

/** The queue dashboard at /admin/queues. */
@Module({ imports: [AccessModule, ConfigModule.forFeature(coreConfig)], providers: [QueueDashboardService] })
export class QueuesApiModule {}
