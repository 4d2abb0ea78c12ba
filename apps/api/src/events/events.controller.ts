import { Authenticated, CurrentPrincipal, type UserPrincipal } from '@app/auth';
import { tooManyEventStreams } from '@app/core';
import { Controller, Get, Headers, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AnswersEvents } from '../http/event-stream.decorator';
import { RateLimit } from '../http/rate-limit/rate-limit-policies';
import { Throws } from '../http/throws.decorator';
import { StreamTicketResponse } from '../responses/stream-ticket.response';
import { AccountEventsService } from './account-events.service';
import { AccountStreamQuery } from './account-stream.query';

const ACCOUNT_EVENTS =
  '`event` is the type of the event, `data` the JSON that webhook endpoints get, `id` their `webhook-id`. Streams also get `notice.created`, `notice.read`, `upload.updated` and `upload.deleted`, which no endpoint gets: they name objects to read again.';

@ApiTags('Events')
@Authenticated()
@RateLimit('poll')
@Controller('api/events')
export class EventsController {
  constructor(private readonly events: AccountEventsService) {}

  @Get('stream')
  @ApiOperation({
    summary: 'Follow the events of the account as server-sent events',
    description:
      'Renders, uploads, posts, connected accounts, tokens and subscriptions, as far as the credential may read them. The first event is `ready`. A client that connects again with `Last-Event-ID` gets every event since, from the last 30 days; if that event is no longer known, the first event is `reset`, and the client reads the state from the API. The stream ends when the caller loses access. A browser, which cannot send a credential, opens the `url` from POST `/api/events/stream/ticket`.',
  })
  @Throws(tooManyEventStreams)
  @AnswersEvents(ACCOUNT_EVENTS)
  followAccount(
    @CurrentPrincipal() principal: UserPrincipal,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Query() _: AccountStreamQuery,
  ): Promise<StreamableFile> {
    return this.events.follow(principal, lastEventId);
  }

  @Post('stream/ticket')
  @ApiOperation({
    summary: 'Get an address for a browser to follow the account',
    description: "For `new EventSource(url)`: works for one connection within a minute, with the caller's rights.",
  })
  @ApiCreatedResponse({ type: StreamTicketResponse })
  createAccountStreamTicket(@CurrentPrincipal() principal: UserPrincipal): Promise<StreamTicketResponse> {
    return this.events.ticket(principal);
  }
}
