import { DatabaseModule } from '@app/core';
import { Module } from '@nestjs/common';
import { HealthModule } from './health/health.module';

/** The API process: a list of doors, nothing else. */
@Module({
  imports: [
    DatabaseModule,
    HealthModule,
  ],
})
export class ApiModule {}
