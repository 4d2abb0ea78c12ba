import { AuthModule } from '@app/auth';
import { NotificationsModule } from '@app/notifications';
import { Module } from '@nestjs/common';
import { EventStreamsModule } from '../http/event-streams.module';
import { AccountEventsService } from './account-events.service';
import { EventFeedService } from './event-feed.service';
import { EventsController } from './events.controller';
import { NoticesController } from './notices.controller';
import { NoticesService } from './notices.service';

@Module({
  imports: [AuthModule, EventStreamsModule, NotificationsModule],
  controllers: [EventsController, NoticesController],
  providers: [AccountEventsService, EventFeedService, NoticesService],
})
export class EventsApiModule {}
