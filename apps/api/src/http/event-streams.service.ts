import { PassThrough } from 'node:stream';
import { AccessWatchService, type ApiScope, callerIdOf, StreamTicketsRepository, type UserPrincipal } from '@app/auth';
import { type CoreConfig, coreConfig, tooManyEventStreams } from '@app/core';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { type Observable, takeUntil } from 'rxjs';
import type { StreamTicketResponse } from '../responses/stream-ticket.response';

export interface ServerSentEvent {
  /** The client sends it as `Last-Event-ID` when it reconnects. */
  id: string;
  /** Name that clients listen for. */
  type: string;
  /** Sent as JSON. */
  data: object;
}

/** Shorter than the time after which proxies and our own server close a silent connection. */
const HEARTBEAT_MS = 15_000;
/** Milliseconds after which a client reconnects when it lost the connection. */
const RETRY_MS = 3_000;
/** Streams that one credential, and all credentials of one account, may have open in this process. */
const MOST_PER_CALLER = 20;
const MOST_PER_ACCOUNT = 50;

/** Bytes that wait for a client that does not read; it continues with a new connection. */
const MOST_WAITING = 1_000_000;

/** Answers routes with server-sent events (HTML standard, 9.2), and limits how many a caller follows at a time. */
@Injectable()
export class EventStreamsService {
  private readonly open = new Map<string, number>();

  constructor(
    private readonly tickets: StreamTicketsRepository,
    private readonly access: AccessWatchService,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** An address that opens the stream at this path once, without another credential. */
  async ticket(principal: UserPrincipal, path: string): Promise<StreamTicketResponse> {
    const { ticket, expiresAt } = await this.tickets.issue(principal, path);
    return { url: `${this.config.baseUrl}${path}?ticket=${ticket}`, expires_at: expiresAt.toISOString() };
  }

  /**
   * A stream that ends with `events`, and when the caller loses access to `scopes`. Comments keep the connection alive.
   * It does not use Nest's `@Sse()`, which sends 200 before a handler can report that there is nothing to follow.
   * @throws too_many_event_streams
   */
  start(principal: UserPrincipal, scopes: readonly ApiScope[], events: Observable<ServerSentEvent>): StreamableFile {
    const free = this.occupy(
      [`caller ${callerIdOf(principal)}`, MOST_PER_CALLER],
      [`account ${principal.ownerId}`, MOST_PER_ACCOUNT],
    );
    const stream = new PassThrough();
    stream.write(`retry: ${RETRY_MS}\n\n`);
    const beat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
    const subscription = events.pipe(takeUntil(this.access.lost(principal, ...scopes))).subscribe({
      next: ({ id: event, type, data }) => {
        stream.write(`id: ${event}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
        if (stream.writableLength + stream.readableLength > MOST_WAITING) stream.destroy();
      },
      error: () => stream.destroy(),
      complete: () => stream.end(),
    });
    stream.once('close', () => {
      clearInterval(beat);
      subscription.unsubscribe();
      free();
    });
    return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
  }

  private occupy(...limits: (readonly [key: string, most: number])[]): () => void {
    for (const [key, most] of limits)
      if ((this.open.get(key) ?? 0) >= most)
        throw tooManyEventStreams(`At most ${most} event streams can be open for one ${key.split(' ', 1)[0]}.`, {
          retryAfterSeconds: RETRY_MS / 1_000,
        });
    for (const [key] of limits) this.open.set(key, (this.open.get(key) ?? 0) + 1);
    return () => {
      for (const [key] of limits) {
        const left = (this.open.get(key) ?? 1) - 1;
        if (left > 0) this.open.set(key, left);
        else this.open.delete(key);
      }
    };
  }
}
