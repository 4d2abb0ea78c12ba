import type { MixedList } from 'typeorm';

/** Every migration in the order in which it runs, listed explicitly so that Jest, the image and the CLI agree. */
export const migrations: MixedList<new () => unknown> = [];
