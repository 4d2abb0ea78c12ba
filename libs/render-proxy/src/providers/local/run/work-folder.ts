import { isAlive } from '@app/core';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'reelway-render-';

/** A new folder for one render. Folders of processes that were killed are removed first. */
export async function makeWorkFolder(root: string): Promise<string> {
  await sweepAbandoned(root);
  return mkdtemp(join(root, `${PREFIX}${process.pid}-`));
}

/** The name tells whose it is: a process that is gone will not come back for it. */
async function sweepAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = Number(new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1] ?? process.pid);
    if (!isAlive(pid)) await rm(join(root, name), { recursive: true, force: true });
  }
}
