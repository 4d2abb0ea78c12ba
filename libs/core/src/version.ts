import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder of the nearest package.json, which is the installation's: the sources and dist/ are at different depths
 * below it.
 */
export const PACKAGE_ROOT = packageRoot(__dirname);

/** The product's version. */
export const VERSION = (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

function packageRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  if (dirname(folder) === folder) throw new Error(`no package.json above ${__dirname}`);
  return packageRoot(dirname(folder));
}
