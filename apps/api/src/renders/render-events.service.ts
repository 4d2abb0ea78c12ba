import type { UserPrincipal } from '@app/auth';
import { isFinished } from '@app/render-proxy';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { EventStreamsService } from '../http/event-streams.service';
import { rowEvents } from '../http/row-events';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { RenderReaderService } from './render-reader.service';
import { RENDER_WATCHER, type RenderWatcher } from './render-watcher';

/** Follows renders for clients that listen to server-sent events. */
@Injectable()
export class RenderEventsService {
  constructor(
    private readonly reader: RenderReaderService,
    @Inject(RENDER_WATCHER) private readonly watcher: RenderWatcher,
    private readonly streams: EventStreamsService,
  ) {}

  /**
   * An address that follows a render once, without another credential.
   * @throws not_found
   */
  async ticket(principal: UserPrincipal, id: string): Promise<StreamTicketResponse> {
    const render = await this.reader.find(principal, id);
    return this.streams.ticket(principal, `/api/v1/job/${render.id}/events`);
  }

  /**
   * @param lastEventId of the client's previous connection: events that it has seen are not sent again
   * @returns undefined when the client has seen the end
   * @throws not_found, too_many_event_streams
   */
  async follow(
    principal: UserPrincipal,
    id: string,
    lastEventId: string | undefined,
  ): Promise<StreamableFile | undefined> {
    const events = rowEvents(await this.reader.find(principal, id), lastEventId, {
      watcher: this.watcher,
      isFinished: ({ status }) => isFinished(status),
      describe: (render) => this.reader.describe(render),
    });
    return events && this.streams.start(principal, ['render:read'], events);
  }
}
