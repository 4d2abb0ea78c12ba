import type { BacklogState } from '@app/insights';
import type { Count, Seconds } from '../http/field-types';

class KpiBacklogState {
  /**
   * State.
   * @example "queued"
   */
  status: string;

  /** How much work is in it now. */
  count: Count;

  /** Age of the oldest. */
  oldest_seconds: Seconds;
}

class KpiBacklogAges {
  /** Less than 5 minutes old. */
  under_5_minutes: Count;

  /** From 5 minutes to less than an hour old. */
  under_1_hour: Count;

  /** From an hour to less than 24 hours old. */
  under_1_day: Count;

  /** At least 24 hours old. */
  older: Count;
}

export class KpiBacklogResponse {
  /** All accepted work that is not finished now. */
  total: Count;

  /** The same by state, most frequent first; states without work are missing. */
  by_status: KpiBacklogState[];

  /** The same by age; the numbers add up to `total`. */
  by_age: KpiBacklogAges;

  /** Age of the oldest; null without unfinished work. */
  oldest_seconds: Seconds | null;

  static of(states: readonly BacklogState[]): KpiBacklogResponse {
    const sum = (part: 'count' | 'minutes' | 'hour' | 'day' | 'older') =>
      states.reduce((total, state) => total + state[part], 0);
    return {
      total: sum('count'),
      by_status: states.map(({ status, count, oldestSeconds }) => ({ status, count, oldest_seconds: oldestSeconds })),
      by_age: {
        under_5_minutes: sum('minutes'),
        under_1_hour: sum('hour'),
        under_1_day: sum('day'),
        older: sum('older'),
      },
      oldest_seconds: states.length > 0 ? Math.max(...states.map(({ oldestSeconds }) => oldestSeconds)) : null,
    };
  }
}
