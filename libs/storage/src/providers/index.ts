import { local } from './local';

/** One line for each store; the first that is configured is the usual one. */
export const storageProviders = [local];
