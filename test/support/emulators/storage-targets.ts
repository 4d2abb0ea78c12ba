import { createCipheriv, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectStores, type StorageName, type StorageProvider } from '@app/storage';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import type { Emulator } from '../../../apps/emulators/src/emulator';
import { GCS_BUCKET, gcs } from '../../../apps/emulators/src/gcs/gcs';
import { S3_BUCKET, S3_CREDENTIALS, s3 } from '../../../apps/emulators/src/s3/s3';
import { startTestApi } from '../harness/test-app';
import { createTestDatabase } from '../servers/test-database';

/** A store as the whole application configures it, with the service behind it. */
export interface StorageTarget {
  name: StorageName;
  store: StorageProvider;
  stores: ObjectStores;
  /** Translates an address of the store to the one that works in this test. */
  reach(url: string): string;
  /** Plans faults of the remote store: `faults({ drop_uploads: 1 })`; without arguments it removes them. */
  faults(plan?: Readonly<Record<string, number>>): Promise<void>;
  /** The requests to the remote store since the last call. */
  requests(): Promise<{ method: string; url: string; status: number; headers: Record<string, string> }[]>;
  /** Everything in the store that is not an object: unfinished uploads and files. */
  leftovers(): Promise<string[]>;
  /** `DATA_DIR/objects`. */
  folder: string;
  close(): Promise<void>;
}

interface Remote {
  emulator: () => Emulator;
  env(url: string, folder: string): Record<string, string> | Promise<Record<string, string>>;
}

const REMOTES: Readonly<Partial<Record<StorageName, Remote>>> = {
  s3: {
    emulator: s3,
    env: (url) => ({
      R2_ENDPOINT_URL: url,
      R2_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
      R2_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
      R2_BUCKET_NAME: S3_BUCKET,
    }),
  },
  gcs: {
    emulator: gcs,
    env: async (url, folder) => {
      const keyFile = join(folder, 'service-account.json');
      writeFileSync(keyFile, await (await fetch(`${url}/_test/credentials`)).text());
      return { GCS_API_URL: url, GCS_BUCKET, GCS_ACL: 'private', GOOGLE_APPLICATION_CREDENTIALS: keyFile };
    },
  },
};

/** The emulator of a store, with the environment that points to it. `local` needs none. */
export interface RemoteStore {
  env: Record<string, string>;
  /** Calls the emulator's own routes. */
  control: (method: string, path: string) => Promise<object>;
  close(): Promise<void>;
}

/** @param folder for files that the environment names */
export async function startRemoteStore(name: StorageName, folder: string): Promise<RemoteStore> {
  const remote = REMOTES[name];
  const emulators = createEmulators(remote ? [remote.emulator()] : []);
  await emulators.listen({ host: '127.0.0.1', port: 0 });
  const base = `http://127.0.0.1:${(emulators.server.address() as AddressInfo).port}/${name}`;
  return {
    env: { STORAGE_PROVIDER: name, ...(await remote?.env(base, folder)) },
    control: async (method, path) => {
      const answer = await fetch(`${base}/_test${path}`, { method });
      return answer.status === 204 ? {} : ((await answer.json()) as object);
    },
    close: () => emulators.close(),
  };
}

/** @param env variables in addition to those of the store */
export async function startStorageTarget(
  name: StorageName,
  env: Readonly<Record<string, string>> = {},
): Promise<StorageTarget> {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'storage-target-'));
  const remote = await startRemoteStore(name, folder);
  const { control } = remote;
  const api = await startTestApi({
    databaseUrl: database.url,
    env: { DATA_DIR: folder, ...remote.env, ...env },
  });
  return {
    name,
    store: api.app.get(ObjectStores).renders,
    stores: api.app.get(ObjectStores),
    folder: join(folder, 'objects'),
    reach: (url) => (name === 'local' ? url.replace(/^https?:\/\/[^/]+/, api.url) : url),
    faults: async (plan = {}) => {
      const query = new URLSearchParams(
        Object.entries(plan).map(([fault, count]): [string, string] => [fault, String(count)]),
      );
      await control('PUT', `/faults?${query.toString()}`);
    },
    requests: async () => {
      const { requests } = (await control('GET', '/requests')) as {
        requests: Awaited<ReturnType<StorageTarget['requests']>>;
      };
      await control('DELETE', '/requests');
      return requests;
    },
    leftovers: async () => {
      if (name !== 'local') return ((await control('GET', '/unfinished')) as { unfinished: string[] }).unfinished;
      const unfinished = ['.incoming', '.uploads'].map((name) => join(folder, 'objects', name));
      return unfinished.flatMap((path) => (existsSync(path) ? readdirSync(path) : []));
    },
    close: async () => {
      await api.close();
      await remote.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A key that no other test uses. */
export const newKey = (name = 'video.mp4'): string => `tests/${randomUUID()}/${name}`;

/** `size` bytes derived from `seed`, different at every position: a key stream, which Node generates natively. */
export const someBytes = (size: number, seed = 1): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(size));
