import { authConfig } from '@app/auth';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AuthApiModule } from '../auth/auth-api.module';
import { ErrorsController } from './errors.controller';
import { MetricsController } from './metrics.controller';

@Module({
  imports: [AuthApiModule, ...[coreConfig, authConfig].map((config) => ConfigModule.forFeature(config))],
  controllers: [ErrorsController, MetricsController],
})
export class OperationsApiModule {}
