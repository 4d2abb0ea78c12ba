/**
 * Options of `pg` that detect within half a minute that the server's host has vanished without closing the connection.
 * The system's own default is two hours.
 */
export const KEEP_ALIVE = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 } as const;
