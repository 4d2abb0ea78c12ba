import type { UserPrincipal } from '@app/auth';
import { isFinishedUpload } from '@app/uploads';
import { Inject, Injectable, type StreamableFile } from '@nestjs/common';
import { EventStreamsService } from '../http/event-streams.service';
import { rowEvents } from '../http/row-events';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';
import { UploadReaderService } from './upload-reader.service';
import { UPLOAD_WATCHER, type UploadWatcher } from './upload-watcher';

/** Follows uploads for clients that listen to server-sent events. */
@Injectable()
export class UploadEventsService {
  constructor(
    private readonly reader: UploadReaderService,
    @Inject(UPLOAD_WATCHER) private readonly watcher: UploadWatcher,
    private readonly streams: EventStreamsService,
  ) {}

  /**
   * An address that follows an upload once, without another credential.
   * @throws not_found
   */
  async ticket(principal: UserPrincipal, id: string): Promise<StreamTicketResponse> {
    const upload = await this.reader.find(principal, id);
    return this.streams.ticket(principal, `/api/uploads/${upload.id}/events`);
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
      isFinished: ({ status }) => isFinishedUpload(status),
      describe: (upload) => this.reader.describe(upload),
    });
    return events && this.streams.start(principal, ['uploads:read'], events);
  }
}
