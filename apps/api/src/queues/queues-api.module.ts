import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AuthApiModule } from '../auth/auth-api.module';
import { QueueDashboardService } from './queue-dashboard.service';

/** The queue dashboard at /admin/queues. */
@Module({ imports: [AuthApiModule, ConfigModule.forFeature(coreConfig)], providers: [QueueDashboardService] })
export class QueuesApiModule {}
