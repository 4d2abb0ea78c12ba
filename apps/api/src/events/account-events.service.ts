import type { UserPrincipal } from '@app/auth';
import { AccountEventsRepository, type RecordedEvent } from '@app/notifications';
import { Injectable, type StreamableFile } from '@nestjs/common';
import { concat, filter, map, of } from 'rxjs';
import { EventStreamsService, type ServerSentEvent } from '../http/event-streams.service';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { EventFeedService } from './event-feed.service';
import { EVENT_SCOPES, isReadable } from './event-scopes';

const PATH = '/api/events/stream';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** `Last-Event-ID` of a client that has seen no event, because the account had none. */
const BEFORE_THE_FIRST = '0';

/** Streams the events of an account to a caller, as far as the credential may read what they name. */
@Injectable()
export class AccountEventsService {
  constructor(
    private readonly events: AccountEventsRepository,
    private readonly feed: EventFeedService,
    private readonly streams: EventStreamsService,
  ) {}

  /** An address that opens the stream once, without another credential. */
  ticket(principal: UserPrincipal): Promise<StreamTicketResponse> {
    return this.streams.ticket(principal, PATH);
  }

  /**
   * Begins with `ready`, or with `reset` if events after the client's last one are no longer known.
   * @param lastEventId of the client's previous connection: the stream continues after it
   * @throws too_many_event_streams
   */
  async follow(principal: UserPrincipal, lastEventId: string | undefined): Promise<StreamableFile> {
    const { ownerId, scopes } = principal;
    const readable = EVENT_SCOPES.filter((scope) => scopes.includes(scope));
    const start = await this.startOf(ownerId, lastEventId);
    const events = this.feed.follow(ownerId, start.position).pipe(
      filter((event) => isReadable(event, scopes)),
      map(asServerSentEvent),
    );
    const first = { id: start.id, type: start.type, data: {} };
    return this.streams.start(principal, readable, concat(of(first), events));
  }

  private async startOf(
    ownerId: string,
    lastEventId: string | undefined,
  ): Promise<{ type: 'ready' | 'reset'; id: string; position: number }> {
    const seen = lastEventId === undefined ? undefined : await this.positionOf(ownerId, lastEventId);
    if (lastEventId !== undefined && seen !== undefined) return { type: 'ready', id: lastEventId, position: seen };
    while ((await this.events.order([ownerId])) > 0);
    const { id, position } = (await this.events.last(ownerId)) ?? { id: BEFORE_THE_FIRST, position: 0 };
    return { type: lastEventId === undefined ? 'ready' : 'reset', id, position };
  }

  private async positionOf(ownerId: string, lastEventId: string): Promise<number | undefined> {
    if (lastEventId === BEFORE_THE_FIRST) return 0;
    return UUID.test(lastEventId) ? this.events.positionOf(ownerId, lastEventId) : undefined;
  }
}

/** `data` is what a webhook endpoint gets. */
const asServerSentEvent = ({ id, type, data, createdAt }: RecordedEvent): ServerSentEvent => ({
  id,
  type,
  data: { type, timestamp: createdAt.toISOString(), data },
});
