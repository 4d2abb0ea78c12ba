import type { AddressInfo } from 'node:net';
import { createEmulators } from '../../../apps/emulators/src/create-emulators';
import { shotstack } from '../../../apps/emulators/src/shotstack/shotstack';

/** The answer of `GET /_test/score`. */
export interface ShotstackScore {
  /** Requests that arrived, whatever their outcome. */
  calls: Record<'submit' | 'status' | 'assets' | 'file', number>;
  accepted: number;
  submissions: {
    id: string;
    environment: string;
    status: string;
    seconds: number;
    callback: string | null;
    destinations: object[];
    edit: Record<string, never>;
  }[];
  by_callback: Record<string, number>;
  billable_seconds: number;
  copies: { render: string; provider: string; options: object; object: string; status: string; url: string | null }[];
  deliveries: { render: string; type: string; url: string; attempt: number; status: number }[];
}

export interface ShotstackEmulator {
  /** Address of the emulator itself; SHOTSTACK_API_URL is `${url}/edit/v1`. */
  url: string;
  port: number;
  /** Calls below `/_test`: `control('POST', '/clock/advance', { seconds: 1 })`. */
  control<T = Record<string, unknown>>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T>;
  advance(seconds: number): Promise<unknown>;
  score(): Promise<ShotstackScore>;
  close(): Promise<void>;
}

/** A separate account on a free port, whose clock is stopped. */
export async function startShotstackEmulator(): Promise<ShotstackEmulator> {
  const app = createEmulators([shotstack()]);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/shotstack`;
  const control: ShotstackEmulator['control'] = async <T>(method: string, path: string, body?: object) => {
    const json = body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${url}/_test${path}`, { method, ...json });
    const given = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(given)}`);
    return given;
  };
  await control('PUT', '/clock', { speed: 0 });
  return {
    url,
    port,
    control,
    advance: (seconds) => control('POST', '/clock/advance', { seconds }),
    score: () => control<ShotstackScore>('GET', '/score'),
    close: () => app.close(),
  };
}
