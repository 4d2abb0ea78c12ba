import { concatMap, filter, map, type Observable, takeWhile } from 'rxjs';
import type { ServerSentEvent } from './event-streams.service';
import type { RowWatcher, WatchedRow } from './row-watcher';

interface FollowedRows<Row extends WatchedRow> {
  watcher: RowWatcher<Row>;
  isFinished: (row: Row) => boolean;
  /** What clients see of a row; its `status` names the event. */
  describe: (row: Row) => Promise<{ status: string }>;
}

/** An event's id is the time of the change that it reports. */
const eventIdOf = (row: WatchedRow): number => row.updatedAt.getTime();

/**
 * The row as it is now, then every change, up to its end.
 * @param lastEventId of the client's previous connection: events that it has seen are not sent again
 * @returns undefined when the client has seen the end
 */
export function rowEvents<Row extends WatchedRow>(
  row: Row,
  lastEventId: string | undefined,
  { watcher, isFinished, describe }: FollowedRows<Row>,
): Observable<ServerSentEvent> | undefined {
  const seen = /^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : -1;
  if (isFinished(row) && eventIdOf(row) <= seen) return undefined;
  return watcher.follow(row).pipe(
    filter((state) => eventIdOf(state) > seen),
    concatMap(async (state) => ({ state, data: await describe(state) })),
    takeWhile(({ state }) => !isFinished(state), true),
    map(({ state, data }) => ({ id: String(eventIdOf(state)), type: data.status, data })),
  );
}
