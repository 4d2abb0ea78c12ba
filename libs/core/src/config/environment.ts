import { existsSync } from 'node:fs';

export type EnvSource = Readonly<Record<string, string | undefined>>;

let envFileWasRead = false;

/** The one place that reads `process.env`; `.env` in the working directory fills what the environment leaves unset. */
export function environment(): EnvSource {
  if (!envFileWasRead && process.env.NODE_ENV !== 'test' && existsSync('.env')) process.loadEnvFile('.env');
  envFileWasRead = true;
  return process.env;
}
