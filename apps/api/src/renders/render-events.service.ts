import { AccessWatchService, callerIdOf, StreamTicketsRepository, type UserPrincipal } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { isFinished, type Render } from '@app/render-proxy';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { concatMap, filter, map, takeUntil, takeWhile } from 'rxjs';
import { EventStreamsService } from '../http/event-streams.service';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { RenderReaderService } from './render-reader.service';
import { RENDER_WATCHER, type RenderWatcher } from './render-watcher';

/** An event's id is the time of the change that it reports. */
const eventIdOf = (render: Render): number => render.updatedAt.getTime();

/** Follows renders for clients that listen to server-sent events. */
@Injectable()
export class RenderEventsService {
  constructor(
    private readonly reader: RenderReaderService,
    @Inject(RENDER_WATCHER) private readonly watcher: RenderWatcher,
    private readonly streams: EventStreamsService,
    private readonly tickets: StreamTicketsRepository,
    private readonly access: AccessWatchService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /**
   * An address that follows a render once, without another credential.
   * @throws not_found
   */
  async ticket(principal: UserPrincipal, id: string): Promise<StreamTicketResponse> {
    const { id: existing } = await this.reader.find(principal, id);
    const path = `/api/v1/job/${existing}/events`;
    const { ticket, expiresAt } = await this.tickets.issue(principal, path);
    return { url: `${this.config.baseUrl}${path}?ticket=${ticket}`, expires_at: expiresAt.toISOString() };
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
    const render = await this.reader.find(principal, id);
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1;
    if (isFinished(render.status) && eventIdOf(render) <= seen) return undefined;
    const events = this.watcher.follow(render).pipe(
      filter((state) => eventIdOf(state) > seen),
      concatMap(async (state) => ({ state, job: await this.reader.describe(state) })),
      takeUntil(this.access.lost(principal, 'render:read')),
      takeWhile(({ state }) => !isFinished(state.status), true),
      map(({ state, job }) => ({ id: String(eventIdOf(state)), type: job.status, data: job })),
    );
    return this.streams.start({ id: callerIdOf(principal), ownerId: principal.ownerId }, events);
  }
}
