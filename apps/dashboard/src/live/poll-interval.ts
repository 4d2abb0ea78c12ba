const SLOW_MS = 60_000;

let isFollowing = false;

/** Whether this browser now receives the events of the account. */
export const setFollowing = (is: boolean): void => {
  isFollowing = is;
};

/**
 * Milliseconds between two reads of something whose changes the events of the account report: `ms`, or a minute while
 * they arrive. Progress is no event: reads that show it keep their interval.
 */
export const pollInterval = (ms: number): number => (isFollowing ? Math.max(ms, SLOW_MS) : ms);
