import { authConfig } from '@app/auth';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AccessModule } from '../http/access/access.module';
import { ErrorsController } from './errors.controller';
import { MetricsController } from './metrics.controller';

@Module({
  imports: [AccessModule, ...[coreConfig, authConfig].map((config) => ConfigModule.forFeature(config))],
  controllers: [ErrorsController, MetricsController],
})
export class OperationsApiModule {}
