import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ErrorsController } from './errors.controller';
import { MetricsController } from './metrics.controller';

@Module({ imports: [ConfigModule.forFeature(coreConfig)], controllers: [ErrorsController, MetricsController] })
export class OperationsApiModule {}
