import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { CallerTurnsGuard } from './caller-turns.guard';

/** Import it after the modules of the access guard and of the rate limit: turns are for callers whom both admitted. */
@Module({
  imports: [ConfigModule.forFeature(coreConfig)],
  providers: [{ provide: APP_GUARD, useClass: CallerTurnsGuard }],
})
export class CallerTurnsModule {}
