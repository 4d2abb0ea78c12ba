import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isAlive, processIdentity } from '@app/core';

const PREFIX = 'reelway-render-';
const OWNER_FILE = '.owner';
/**
 * No render lasts this long: a folder this old is removed even when its owner cannot be checked because it is on
 * another machine.
 */
const FORGOTTEN_MS = 24 * 3600_000;

/** The process that owns a folder. `identity` distinguishes processes that reused one id. */
interface FolderOwner {
  host: string;
  pid: number;
  identity?: string | undefined;
}

/** Creates a folder for one render. Removes the folders of processes that were killed first. */
export async function makeWorkFolder(root: string): Promise<string> {
  await sweepWorkFolders(root);
  const folder = await mkdtemp(join(root, PREFIX));
  const owner: FolderOwner = { host: hostname(), pid: process.pid, identity: processIdentity(process.pid) };
  await writeFile(join(folder, OWNER_FILE), JSON.stringify(owner));
  return folder;
}

/** Removes the folders below `root` that no render will use again. */
export async function sweepWorkFolders(root: string): Promise<void> {
  const folders = (await readdir(root)).filter((name) => name.startsWith(PREFIX)).map((name) => join(root, name));
  for (const folder of folders) if (await isAbandoned(folder)) await rm(folder, { recursive: true, force: true });
}

async function isAbandoned(folder: string): Promise<boolean> {
  // A process that was killed, or is still writing, leaves an empty file: its owner is unknown.
  const owner = await readFile(join(folder, OWNER_FILE), 'utf8')
    .then((text) => JSON.parse(text) as FolderOwner)
    .catch(() => undefined);
  if (owner?.host === hostname()) return !isAlive(owner.pid) || processIdentity(owner.pid) !== owner.identity;
  const { mtimeMs } = await stat(folder).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > FORGOTTEN_MS;
}
