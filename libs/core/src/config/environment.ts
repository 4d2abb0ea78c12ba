import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export type EnvSource = Readonly<Record<string, string | undefined>>;

let envFileWasRead = false;

/**
 * The only code that reads `process.env`. `.env` in the working directory supplies variables that the environment
 * leaves unset or blank.
 */
export function environment(): EnvSource {
  if (!envFileWasRead && process.env.NODE_ENV !== 'test' && existsSync('.env')) {
    for (const [name, value] of Object.entries(parseEnv(readFileSync('.env', 'utf8'))))
      if (!process.env[name]?.trim()) process.env[name] = value;
  }
  envFileWasRead = true;
  return process.env;
}
