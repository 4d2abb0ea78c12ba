import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EntitlementsService, type Tier } from '@app/billing';
import type { StorageName } from '@app/storage';
import { type RemoteStore, startRemoteStore } from '../emulators/storage-targets';
import type { HttpAnswer } from '../servers/http-client';
import { RenderInstallation } from './render-installation';
import type { TestUser } from './test-credentials';
import { waitUntil } from './wait-until';

export interface Presigned {
  upload_id: string;
  presigned_url: string | null;
  headers: Record<string, string>;
  r2_key: string;
  multipart: { upload_id: string; part_size: number; part_count: number } | null;
  telemetry_presigned_url: string | null;
  telemetry_headers: Record<string, string>;
  telemetry_r2_key: string | null;
  covers: { platform: string; presigned_url: string; headers: Record<string, string> }[];
  warnings: { code: string; upload_id?: string; required_tier?: Tier }[];
}

export interface PartList {
  part_size: number;
  part_count: number;
  finished: { part_number: number; size: number }[];
  parts: { part_number: number; url: string; headers: Record<string, string>; size: number }[];
}

export interface UploadState {
  id: string;
  status: string;
  progress: number;
  waiting_for: string | null;
  error: { code: string; message: string; extra?: Record<string, unknown> } | null;
  platforms: string[];
  targets: {
    platform: string;
    status: string;
    file: string | null;
    caption: string | null;
    cover: string | null;
    error: { code: string } | null;
  }[];
  stages: { stage: string; status: string; error: { code: string } | null }[];
  video: { width: number; height: number; duration_seconds: number } | null;
  telemetry: {
    summary: { max_speed_mps: number; distance_meters: number; laps: object[] };
    alignment: { offset_seconds: number; rate: number };
  } | null;
  files: { name: string; kind: string; platforms: string[]; size_bytes: number; width: number; height: number }[];
}

export interface Announcement {
  telemetry?: Buffer;
  [field: string]: unknown;
}

/** A deadline for work that never ends; generous, because a busy machine encodes slowly. */
const LONGEST_WORK_MS = 150_000;
/** Statuses that never change again: nothing is missed between two looks at them. */
const FINAL = ['completed', 'partial', 'failed', 'cancelled'];

/** API, workers and a store of any kind, with what a client does to upload a video. */
export class UploadInstallation {
  private constructor(
    readonly here: RenderInstallation,
    readonly remote: RemoteStore,
    private readonly folder: string,
  ) {}

  static async start(store: StorageName = 'local', env: Readonly<Record<string, string>> = {}) {
    const folder = await mkdtemp(join(tmpdir(), 'reelway-uploads-'));
    const remote = await startRemoteStore(store, folder);
    return new UploadInstallation(await RenderInstallation.start({ ...remote.env, ...env }), remote, folder);
  }

  /** A new user with the plan. */
  async userOn(tier: Tier): Promise<TestUser> {
    const user = await this.here.newUser();
    await this.grant(user, tier);
    return user;
  }

  /** Resolves when the API has noticed the change. */
  async grant({ userId }: TestUser, tier: Tier): Promise<void> {
    await this.entitlements.grant({ userId, tier, note: 'test' });
    await waitUntil(async () => (await this.entitlements.of(userId)).tier === tier);
  }

  presign(bytes: Buffer, as: TestUser, { telemetry, ...more }: Announcement = {}): Promise<HttpAnswer<Presigned>> {
    const body = {
      filename: 'ride.mp4',
      file_size: bytes.length,
      content_type: 'video/mp4',
      platforms: ['download'],
      publish: false,
      ...(telemetry && { has_telemetry: true, telemetry_filename: 'ride.gpx', telemetry_file_size: telemetry.length }),
      ...more,
    };
    return this.here.call<Presigned>('POST', '/api/uploads/presign', body, as);
  }

  /** Announces, sends and completes; returns the id. */
  async upload(bytes: Buffer, as: TestUser, more: Announcement = {}): Promise<string> {
    const { status, body } = await this.presign(bytes, as, more);
    if (status !== 201) throw new Error(`presign answered ${status}: ${JSON.stringify(body)}`);
    await send(body.presigned_url, body.headers, bytes);
    if (more.telemetry) await send(body.telemetry_presigned_url, body.telemetry_headers, more.telemetry);
    const complete = await this.here.call('POST', `/api/uploads/${body.upload_id}/complete`, {}, as);
    if (complete.status !== 200)
      throw new Error(`complete answered ${complete.status}: ${JSON.stringify(complete.body)}`);
    return body.upload_id;
  }

  async state(id: string, as: TestUser): Promise<UploadState> {
    return (await this.here.call<UploadState>('GET', `/api/uploads/${id}`, undefined, as)).body;
  }

  until(id: string, as: TestUser, isThere: string | ((state: UploadState) => boolean)): Promise<UploadState> {
    let latest: UploadState | undefined;
    const look = async () => {
      latest = await this.state(id, as);
      return (typeof isThere === 'string' ? latest.status === isThere : isThere(latest)) ? latest : undefined;
    };
    const intervalMs = typeof isThere === 'string' && FINAL.includes(isThere) ? 100 : undefined;
    return waitUntil(look, { timeoutMs: LONGEST_WORK_MS, intervalMs }).catch((error: Error) => {
      const logs = this.here.workers.map((worker) => worker.output()).join('\n');
      throw new Error(`${error.message}; the upload is ${JSON.stringify(latest)}\n${logs}`);
    });
  }

  /** Uploads of the period that are taken. */
  async taken(as: TestUser): Promise<number> {
    const { rows } = await this.here.sql.query<{ taken: number }>(
      'select coalesce(sum(taken), 0)::int as taken from quota_windows where user_id = $1',
      [as.userId],
    );
    return rows[0]?.taken ?? 0;
  }

  async file(id: string, as: TestUser, name?: string): Promise<Buffer> {
    const query = name ? `?file=${name}` : '';
    const { status, body } = await this.here.call<{ url: string }>(
      'GET',
      `/api/uploads/${id}/download${query}`,
      undefined,
      as,
    );
    if (status !== 200) throw new Error(`download answered ${status}: ${JSON.stringify(body)}`);
    return Buffer.from(await (await fetch(body.url)).arrayBuffer());
  }

  async close(): Promise<void> {
    await this.here.close();
    await this.remote.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  private get entitlements(): EntitlementsService {
    return this.here.api.app.get(EntitlementsService, { strict: false });
  }
}

/** What a browser does with a presigned request. */
export async function send(url: string | null, headers: Record<string, string>, bytes: Buffer): Promise<Response> {
  const answer = await fetch(url ?? '', { method: 'PUT', headers, body: new Uint8Array(bytes) });
  await answer.arrayBuffer();
  return answer;
}
