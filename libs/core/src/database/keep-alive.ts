/**
 * Options of `pg` that notice within half a minute that a server's host is gone, which no packet announces. Without a
 * delay of ours the system begins to check after two hours.
 */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
