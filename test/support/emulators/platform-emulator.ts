import type { AddressInfo } from 'node:net';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import type { Emulator } from '../../../apps/emulators/src/emulator';
import { HostListeners } from '../../../apps/emulators/src/host-listeners';

/** A post as the emulator's ledger shows it. */
export interface EmulatedPost {
  account: string;
  postId: string;
  state: string;
  sha256: string;
  bytes: number;
  title: string | null;
  caption: string;
  privacy: string;
  surface: string;
  publishAt: string | null;
  permalink: string | null;
  options: Record<string, unknown>;
  thumbnail: { type: string; bytes: number } | null;
}

interface PlannedFault {
  op: string;
  action: object;
  times?: number;
  applied: number;
}

export type PlatformEmulator = Awaited<ReturnType<typeof startPlatformEmulator>>;

/** A separate emulator of one platform, `tiktok()`, `youtube()` or `meta()`, on free ports. */
export async function startPlatformEmulator(emulator: Emulator) {
  const listeners = new HostListeners();
  const app = createEmulators([emulator], listeners);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/${emulator.name}`;
  const hosts = listeners.addressesOf(emulator.name);
  const control = async <T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${url}/_test${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
    return (text === '' ? {} : JSON.parse(text)) as T;
  };
  return {
    url,
    hosts,
    /** Variables that point the product at it. */
    env: emulator.env?.(url, {}, hosts) ?? {},
    control,
    /** Stops the emulator's clock until `advance`. */
    freeze: () => control('PUT', '/clock', { speed: 0 }),
    advance: (seconds: number) => control('POST', '/clock/advance', { seconds }),
    faults: (...rules: object[]) => control('PUT', '/faults', rules),
    /** The current rules, with how often each applied. */
    plannedFaults: async () => (await control<{ faults: PlannedFault[] }>('GET', '/faults')).faults,
    posts: async () => (await control<{ posts: EmulatedPost[] }>('GET', '/posts')).posts,
    /** Kinds of the recorded violations, in order. */
    violations: async () =>
      (await control<{ violations: { kind: string }[] }>('GET', '/violations')).violations.map(({ kind }) => kind),
    close: () => app.close(),
  };
}
