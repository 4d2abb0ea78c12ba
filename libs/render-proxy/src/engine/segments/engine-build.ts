import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { arch } from 'node:os';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '@app/core';

/** Folders of the code that decides what a render shows: this lib and the media lib. */
const FOLDERS = [join(__dirname, '../..'), join(__dirname, '../../../../media/src')];

let known: string | undefined;

/** Hash of the code of the engine and of the versions of its dependencies, in hex; computed once in a process. */
export function engineBuild(): string {
  known ??= hashOfEngine();
  return known;
}

function hashOfEngine(): string {
  const hash = createHash('sha256').update(arch());
  hash.update(readFileSync(join(PACKAGE_ROOT, 'package.json')));
  for (const folder of FOLDERS) addFolder(folder, hash);
  return hash.digest('hex');
}

function addFolder(folder: string, hash: Hash): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addFolder(path, hash);
    else if (/(?<!\.d|spec)\.[jt]s$/.test(entry.name)) hash.update(entry.name).update(readFileSync(path));
  }
}
