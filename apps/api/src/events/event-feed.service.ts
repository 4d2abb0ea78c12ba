import { AccountEventsRepository, type RecordedEvent } from '@app/notifications';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Observable, type Subscriber } from 'rxjs';

const EVERY_MS = 300;

interface Reader {
  /** Position of the last event that it got. */
  seen: number;
  readonly subscriber: Subscriber<RecordedEvent>;
}

/** Reads the events of accounts for all streams of this process: one query at a time, and none while there is no stream. */
@Injectable()
export class EventFeedService implements OnApplicationShutdown {
  private readonly logger = new Logger('EventFeed');
  /** By owner. */
  private readonly readers = new Map<string, Set<Reader>>();
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly events: AccountEventsRepository) {}

  onApplicationShutdown(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const reader of [...this.readers.values()].flatMap((each) => [...each])) reader.subscriber.complete();
  }

  /** The events of the account after this position, each once, until the process stops. */
  follow(ownerId: string, seen: number): Observable<RecordedEvent> {
    return new Observable<RecordedEvent>((subscriber) => {
      const reader: Reader = { seen, subscriber };
      const readers = this.readers.get(ownerId) ?? new Set();
      this.readers.set(ownerId, readers.add(reader));
      this.timer ??= setTimeout(() => void this.look(), 0);
      return () => {
        readers.delete(reader);
        if (readers.size === 0 && this.readers.get(ownerId) === readers) this.readers.delete(ownerId);
      };
    });
  }

  private async look(): Promise<void> {
    let isBehind = false;
    try {
      isBehind = (await this.events.order([...this.readers.keys()])) > 0;
      const found = await this.events.after(
        new Map([...this.readers].map(([ownerId, readers]) => [ownerId, Math.min(...[...readers].map(seenBy))])),
      );
      for (const event of found) this.deliver(event);
      isBehind ||= found.length > 0;
    } catch (error) {
      this.logger.warn(`cannot read the events that clients follow: ${(error as Error).message}`);
    }
    const isIdle = this.isStopped || this.readers.size === 0;
    this.timer = isIdle ? undefined : setTimeout(() => void this.look(), isBehind ? 0 : EVERY_MS);
  }

  private deliver(event: RecordedEvent): void {
    for (const reader of this.readers.get(event.ownerId) ?? []) {
      if (event.position <= reader.seen) continue;
      reader.seen = event.position;
      reader.subscriber.next(event);
    }
  }
}

const seenBy = ({ seen }: Reader): number => seen;
