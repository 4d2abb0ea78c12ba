import { PassThrough } from 'node:stream';
import { StreamableFile } from '@nestjs/common';
import type { Observable } from 'rxjs';

export interface ServerSentEvent {
  /** Name that clients listen for. */
  type: string;
  /** Sent as JSON. */
  data: object;
}

/** Below what proxies and our own server take for a dead connection. */
const HEARTBEAT_MS = 15_000;

/**
 * Answers a route with server-sent events (HTML standard, 9.2), which end with `events`. Comments keep the connection alive meanwhile.
 * Not Nest's `@Sse()`: that has sent 200 before a handler can say that there is nothing to follow.
 */
export function eventStream(events: Observable<ServerSentEvent>): StreamableFile {
  const stream = new PassThrough();
  const beat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
  const subscription = events.subscribe({
    next: ({ type, data }) => stream.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
    error: () => stream.destroy(),
    complete: () => stream.end(),
  });
  stream.once('close', () => {
    clearInterval(beat);
    subscription.unsubscribe();
  });
  return new StreamableFile(stream, { type: 'text/event-stream; charset=utf-8' });
}
