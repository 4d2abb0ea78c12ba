import { existsSync } from 'node:fs';

export type EnvSource = Readonly<Record<string, string | undefined>>;

let envFileWasRead = false;

/**
 * The only code that reads `process.env`. `.env` in the working directory supplies variables that the environment
 * leaves unset.
 */
export function environment(): EnvSource {
  if (!envFileWasRead && process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
  envFileWasRead = true;
  return process.env;
}
