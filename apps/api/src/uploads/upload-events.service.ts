import { AccessWatchService, callerIdOf, StreamTicketsRepository, type UserPrincipal } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { isFinishedUpload, type Upload } from '@app/uploads';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { concatMap, filter, map, takeUntil, takeWhile } from 'rxjs';
import { EventStreamsService } from '../http/event-streams.service';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { UploadReaderService } from './upload-reader.service';
import { UPLOAD_WATCHER, type UploadWatcher } from './upload-watcher';

/** An event's id is the time of the change that it reports. */
const eventIdOf = (upload: Upload): number => upload.updatedAt.getTime();

/** Follows uploads for clients that listen to server-sent events. */
@Injectable()
export class UploadEventsService {
  constructor(
    private readonly reader: UploadReaderService,
    private readonly streams: EventStreamsService,
    private readonly tickets: StreamTicketsRepository,
    private readonly access: AccessWatchService,
    @Inject(UPLOAD_WATCHER) private readonly watcher: UploadWatcher,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /**
   * An address that follows an upload once, without another credential.
   * @throws not_found
   */
  async ticket(principal: UserPrincipal, id: string): Promise<StreamTicketResponse> {
    const { id: existing } = await this.reader.find(principal, id);
    const path = `/api/uploads/${existing}/events`;
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
    const upload = await this.reader.find(principal, id);
    const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1;
    if (isFinishedUpload(upload.status) && eventIdOf(upload) <= seen) return undefined;
    const events = this.watcher.follow(upload).pipe(
      filter((state) => eventIdOf(state) > seen),
      concatMap(async (state) => ({ state, data: await this.reader.describe(state) })),
      takeUntil(this.access.lost(principal, 'uploads:read')),
      takeWhile(({ state }) => !isFinishedUpload(state.status), true),
      map(({ state, data }) => ({ id: String(eventIdOf(state)), type: data.status, data })),
    );
    return this.streams.start({ id: callerIdOf(principal), ownerId: principal.ownerId }, events);
  }
}
