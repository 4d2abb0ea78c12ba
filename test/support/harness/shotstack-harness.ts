import {
  DEFAULT_EDIT_LIMITS,
  type Edit,
  type EditLimits,
  editCheckOf,
  type RenderOrder,
  ShotstackAdapter,
  ShotstackClient,
  ShotstackEnv,
  ShotstackHealth,
  ShotstackTimeouts,
} from '@app/render-proxy';
import { type ShotstackEmulator, startShotstackEmulator } from '../emulators/shotstack-emulator';

/** Text that no message, log line or metric may contain. */
export const SHOTSTACK_KEY = 'canary-key-0123456789';
export const CALLBACK_URL = 'https://api.example.com/api/v1/webhook/token-1';

/** A picture for two seconds. */
export const shotstackEdit = (output: object = {}, more: object = {}): object => ({
  timeline: {
    tracks: [{ clips: [{ asset: { type: 'image', src: 'https://example.com/a.jpg' }, start: 0, length: 2 }] }],
  },
  output: { format: 'mp4', resolution: 'sd', ...output },
  ...more,
});

/** The provider with a separate emulator. */
export class ShotstackHarness {
  private readonly clients: ShotstackClient[] = [];
  readonly provider: ShotstackAdapter;

  private constructor(readonly emulator: ShotstackEmulator) {
    this.provider = this.made().provider;
  }

  static async start(): Promise<ShotstackHarness> {
    return new ShotstackHarness(await startShotstackEmulator());
  }

  /** Another provider with its health, at the emulator or elsewhere. */
  made(
    url = `${this.emulator.url}/edit/v1`,
    totalMs = 30_000,
  ): { provider: ShotstackAdapter; health: ShotstackHealth } {
    const config = Object.assign(new ShotstackEnv(), { SHOTSTACK_API_KEY: SHOTSTACK_KEY, SHOTSTACK_API_URL: url });
    const client = new ShotstackClient(config, Object.assign(new ShotstackTimeouts(), { totalMs }));
    this.clients.push(client);
    return { provider: new ShotstackAdapter(client), health: new ShotstackHealth(client) };
  }

  /** Reads an edit by the rules of this provider. */
  read(edit: unknown, limits: Partial<EditLimits> = {}): Edit {
    return editCheckOf('shotstack')(edit, { ...DEFAULT_EDIT_LIMITS, ...limits }).edit;
  }

  order(edit: unknown = shotstackEdit(), more: Partial<RenderOrder> = {}): RenderOrder {
    return { renderId: 'r-1', edit: this.read(edit), maxSeconds: 60, callbackUrl: CALLBACK_URL, ...more };
  }

  faults(...rules: object[]): Promise<unknown> {
    return this.emulator.control('PUT', '/faults', rules);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.onApplicationShutdown()));
    await this.emulator.close();
  }
}
