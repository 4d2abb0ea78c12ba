import { AuthModule } from '@app/auth';
import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EventStreamsService } from './event-streams.service';

/** One count of open streams for all features. */
@Module({
  imports: [AuthModule, ConfigModule.forFeature(coreConfig)],
  providers: [EventStreamsService],
  exports: [EventStreamsService],
})
export class EventStreamsModule {}
