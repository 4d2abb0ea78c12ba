import { hostname } from 'node:os';

/** Names this process in the rows that it works on, for operators. */
export const WORKER_NAME = `${hostname()}:${process.pid}`.slice(0, 200);
