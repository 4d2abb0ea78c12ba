import { authConfig } from '@app/auth';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ErrorsController } from './errors.controller';
import { MetricsController } from './metrics.controller';

@Module({
  imports: [coreConfig, authConfig].map((config) => ConfigModule.forFeature(config)),
  controllers: [ErrorsController, MetricsController],
})
export class OperationsApiModule {}
