import { AuthModule } from '@app/auth';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { QueueDashboardService } from './queue-dashboard.service';

/** The queue dashboard at /admin/queues. */
@Module({ imports: [AuthModule, ConfigModule.forFeature(coreConfig)], providers: [QueueDashboardService] })
export class QueuesApiModule {}
