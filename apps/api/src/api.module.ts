import { DatabaseModule } from '@app/core';
import { Module } from '@nestjs/common';
import { AuthDoorModule } from './auth/auth-door.module';
import { HealthModule } from './health/health.module';

/** The API process: a list of doors, nothing else. */
@Module({
  imports: [
    DatabaseModule,
    AuthDoorModule,
    HealthModule,
  ],
})
export class ApiModule {}
