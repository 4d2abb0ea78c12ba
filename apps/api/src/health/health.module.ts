import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { HealthController } from './health.controller';
import { HealthService } from './health.service';

@Module({ imports: [ConfigModule.forFeature(coreConfig)], controllers: [HealthController], providers: [HealthService] })
export class HealthModule {}
