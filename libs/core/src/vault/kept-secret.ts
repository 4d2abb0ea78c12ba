import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../config/read-env';
import type { CoreConfig } from '../core.config';

/**
 * The secret that the operator set, otherwise one that is created once and kept in `DATA_DIR/secrets`, readable by its
 * owner only.
 * @throws ConfigurationError in production, where a generated secret without a backup is a fault
 */
export function keptSecret(config: CoreConfig, name: string, given: string | undefined, make: () => string): string {
  if (given !== undefined) return given;
  if (config.isProduction) throw new ConfigurationError([`${name} is required in production`]);
  const folder = join(config.DATA_DIR, 'secrets');
  const file = join(folder, name.toLowerCase().replaceAll('_', '-'));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Written to a file of its own, then linked: when several processes start together, one wins and all read the same
  // complete secret.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    return readFileSync(file, 'utf8');
  } catch {
    writeFileSync(draft, make(), { mode: 0o600 });
  }
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return readFileSync(file, 'utf8');
}
