import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The product's version, from the nearest package.json: the sources and dist/ lie at different depths. */
export const VERSION = readVersion(__dirname);

function readVersion(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
  return dirname(folder) === folder ? '0.0.0' : readVersion(dirname(folder));
}
