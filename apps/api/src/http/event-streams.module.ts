import { Module } from '@nestjs/common';
import { EventStreamsService } from './event-streams.service';

/** One count of open streams for all features. */
@Module({ providers: [EventStreamsService], exports: [EventStreamsService] })
export class EventStreamsModule {}
