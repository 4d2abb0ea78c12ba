import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import {
  type FileHandle,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { assertObjectKey } from '../../object-keys';
import { objectClosed, objectCorrupted, objectExists, objectKeyInvalid } from '../../storage.errors';
import type { FoundObject } from '../../storage-provider';

/** Metadata of an object. */
export interface ObjectInfo {
  contentType: string;
  checksum: string | null;
  cacheControl?: string;
  downloadName?: string;
}

export interface LocalObject extends FoundObject {
  /** In quotes, as in the HTTP header ETag. */
  version: string;
  cacheControl?: string;
  downloadName?: string;
}

/** Content of the info file. `size` and `modified` show whether it describes the current bytes. */
type KeptInfo = ObjectInfo & { size: number; modified: number };

/** No key has a part that begins with a dot. */
const INFO = '.info';
const INCOMING = '.incoming';
/** No write takes longer; a killed process left anything older. */
const ABANDONED_MS = 24 * 3_600_000;
const UNKNOWN_TYPE = 'application/octet-stream';

/**
 * Objects as plain files at the path of their key, so that an operator can find and copy them, with the metadata of
 * each in a separate file.
 */
export class LocalFiles {
  constructor(private readonly root: string) {}

  /**
   * Written to a temporary file, flushed, and renamed: a reader sees either the old bytes or all of the new ones, even
   * after a power failure.
   * @param describe called when the bytes are on disk; its `size` is the expected size
   * @param replaces false for an object that must not exist
   * @throws object_exists, object_closed
   */
  async write(
    key: string,
    bytes: Readable,
    describe: () => ObjectInfo & { size: number },
    { replaces = true }: { replaces?: boolean } = {},
  ): Promise<void> {
    const [path, infoPath] = [await this.placeOf(key), await this.placeOf(key, INFO)];
    if (!replaces) await assertFree(path);
    const draft = await this.draftPath();
    try {
      await writeDraft(draft, bytes);
      const { size, mtimeMs: modified } = await stat(draft);
      const info: KeptInfo = { ...describe(), modified };
      if (size !== info.size) throw objectCorrupted(`Only ${size} of ${info.size} bytes are on the disk.`);
      await writeFile(`${draft}.json`, JSON.stringify(info), { mode: 0o600, flush: true });
      for (const file of [path, infoPath]) await mkdir(dirname(file), { recursive: true, mode: 0o700 });
      if (!replaces) await link(draft, path).catch(existing);
      await rename(`${draft}.json`, infoPath);
      if (replaces) await rename(draft, path);
      await syncFolder(dirname(path));
    } finally {
      await Promise.all([draft, `${draft}.json`].map((file) => rm(file, { force: true })));
    }
  }

  /** The object and its open file; undefined when it does not exist. The caller closes the file. */
  async open(key: string): Promise<{ object: LocalObject; file: FileHandle } | undefined> {
    const path = await this.placeOf(key);
    // A replaced object keeps its bytes while this file is open.
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(absent);
    if (!file) return undefined;
    const found = await file.stat();
    if (!found.isFile()) {
      await file.close();
      return undefined;
    }
    const kept = await this.infoOf(key);
    const current = kept?.size === found.size && kept.modified === found.mtimeMs;
    const { contentType = UNKNOWN_TYPE, cacheControl, downloadName } = kept ?? {};
    const checksum = current ? kept.checksum : null;
    const version = `"${checksum ?? `${found.size.toString(36)}-${found.mtimeMs.toString(36)}`}"`;
    return {
      file,
      object: {
        key,
        size: found.size,
        contentType,
        checksum,
        updatedAt: found.mtime,
        version,
        cacheControl,
        downloadName,
      },
    };
  }

  async remove(key: string): Promise<void> {
    for (const path of [await this.placeOf(key), await this.placeOf(key, INFO)]) {
      await rm(path).catch(absent);
    }
  }

  /** Removes what killed processes left in `folder`, which holds only unfinished files. */
  async sweep(folder: string = INCOMING, olderThanMs: number = ABANDONED_MS): Promise<void> {
    const path = join(this.root, folder);
    for (const name of (await readdir(path).catch(absent)) ?? []) {
      const found = await lstat(join(path, name)).catch(absent);
      if (found && Date.now() - found.mtimeMs > olderThanMs)
        await rm(join(path, name), { recursive: true, force: true });
    }
  }

  /** A path for something that is not an object yet. */
  async draftPath(): Promise<string> {
    await mkdir(join(this.root, INCOMING), { recursive: true, mode: 0o700 });
    return join(this.root, INCOMING, randomUUID());
  }

  private async infoOf(key: string): Promise<KeptInfo | undefined> {
    const text = await readFile(await this.placeOf(key, INFO), 'utf8').catch(absent);
    return text === undefined ? undefined : (JSON.parse(text) as KeptInfo);
  }

  /** Path of the key's file. A symbolic link on the way would lead outside the root. @throws object_key_invalid */
  private async placeOf(key: string, tree?: typeof INFO): Promise<string> {
    const segments = [...(tree ? [tree] : []), ...assertObjectKey(key).split('/')];
    let path = this.root;
    for (const [index, segment] of segments.entries()) {
      path = join(path, tree && index === segments.length - 1 ? `${segment}.json` : segment);
      if ((await lstat(path).catch(absent))?.isSymbolicLink())
        throw objectKeyInvalid('The key leads through a symbolic link.');
    }
    return path;
  }
}

/**
 * Creates the file at `path` with all of `bytes` and flushes it. The file exists before the first byte is read, so that
 * its removal after a failure cannot come before its creation.
 */
export async function writeDraft(path: string, bytes: Readable): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await pipeline(bytes, file.createWriteStream({ flush: true }));
}

/** For `catch`: undefined when the path does not exist, or contains a file where it needs a folder. */
export function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP') return undefined;
  throw error;
}

/** An empty file blocks its key: an announced file is never empty. */
async function assertFree(path: string): Promise<void> {
  const found = await lstat(path).catch(absent);
  if (found) throw found.size === 0 ? objectClosed() : objectExists();
}

function existing(error: NodeJS.ErrnoException): never {
  throw error.code === 'EEXIST' ? objectExists() : error;
}

/** A rename is durable once its folder is flushed. Windows cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
