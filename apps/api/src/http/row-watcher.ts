import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  distinctUntilKeyChanged,
  filter,
  firstValueFrom,
  map,
  merge,
  Observable,
  of,
  Subject,
  take,
  takeUntil,
  timer,
} from 'rxjs';

const EVERY_MS = 300;

export interface WatchedRow {
  id: string;
  /** Differs after every change that clients see. */
  updatedAt: Date;
}

/** Watches rows for waiting clients: one query for all of them, and none while no client waits. */
export class RowWatcher<Row extends WatchedRow> implements OnApplicationShutdown {
  private readonly logger = new Logger(RowWatcher.name);
  /** Number of waiting clients for each row. */
  private readonly followers = new Map<string, number>();
  private readonly states = new Subject<Row>();
  private readonly stopped = new Subject<void>();
  private timer: NodeJS.Timeout | undefined;

  /** @param read returns the rows with these ids */
  constructor(private readonly read: (ids: readonly string[]) => Promise<Row[]>) {}

  onApplicationShutdown(): void {
    clearTimeout(this.timer);
    this.followers.clear();
    this.stopped.next();
  }

  /** The row as it is now, then every change, until the process stops. */
  follow(row: Row): Observable<Row> {
    return new Observable<Row>((subscriber) => {
      this.add(row.id);
      const states = merge(of(row), this.states.pipe(filter(({ id }) => id === row.id)));
      const stamped = states.pipe(map((state) => ({ state, at: state.updatedAt.getTime() })));
      const subscription = stamped
        .pipe(
          distinctUntilKeyChanged('at'),
          map(({ state }) => state),
          takeUntil(this.stopped),
        )
        .subscribe(subscriber);
      return () => {
        subscription.unsubscribe();
        this.remove(row.id);
      };
    });
  }

  /** The first state for which `holds` is true, or the latest state when the time is up. */
  until(row: Row, holds: (row: Row) => boolean, withinMs: number): Promise<Row> {
    let latest = row;
    const states = this.follow(row).pipe(
      map((state) => (latest = state)),
      filter(holds),
    );
    const over = timer(withinMs).pipe(map(() => latest));
    return firstValueFrom(merge(states, over).pipe(take(1)), { defaultValue: latest });
  }

  private add(id: string): void {
    this.followers.set(id, (this.followers.get(id) ?? 0) + 1);
    this.timer ??= setTimeout(() => void this.look(), EVERY_MS);
  }

  private remove(id: string): void {
    const left = (this.followers.get(id) ?? 1) - 1;
    if (left > 0) this.followers.set(id, left);
    else this.followers.delete(id);
  }

  private async look(): Promise<void> {
    try {
      for (const state of await this.read([...this.followers.keys()])) this.states.next(state);
    } catch (error) {
      this.logger.warn(`cannot read the rows that clients follow: ${(error as Error).message}`);
    }
    this.timer = this.followers.size > 0 ? setTimeout(() => void this.look(), EVERY_MS) : undefined;
  }
}
