import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RenderInstallation } from '../harness/render-installation';
import type { TestUser } from '../harness/test-credentials';
import { waitUntil } from '../harness/wait-until';
import { type RemoteServer, startRemoteServer } from '../servers/remote-server';
import { editApi, ingestApi, serveApi } from './shotstack-sdk';

type SdkRendition = Awaited<
  ReturnType<ReturnType<typeof ingestApi>['getSource']>
>['data']['attributes']['outputs']['renditions'][number];

export interface SourceFacts {
  status: string;
  error?: string;
  waitingFor?: string;
  input?: string;
  source: string;
  outputs: { renditions: (SdkRendition & { id: string; error?: string })[] };
}

/** The SDK's error. */
export interface SdkError {
  status: number;
  response: {
    body: {
      success?: boolean;
      message?: string;
      response?: { error: string };
      code: string;
      errors?: { title: string; detail: string; status: string }[];
    };
  };
}

/** The refusal of an SDK call; a call that succeeds fails the test. */
export const refusal = (call: Promise<unknown>): Promise<SdkError> =>
  call.then(
    () => Promise.reject(new Error('the call was expected to fail')),
    (error: SdkError) => error,
  );

const PATIENCE = { timeoutMs: 60_000 };

/**
 * An installation, the official SDK pointed at it, and a server with media (`film.mp4`, `red.png`) that also receives
 * callbacks.
 */
export class ShotstackClients {
  /** Bodies that were posted to the server. */
  readonly callbacks: Record<string, unknown>[] = [];
  readonly folder = mkdtempSync(join(tmpdir(), 'reelway-clients-'));

  private constructor(
    readonly here: RenderInstallation,
    readonly remote: RemoteServer,
    readonly stranger: TestUser,
  ) {}

  /** Without workers. */
  static async start(): Promise<ShotstackClients> {
    const remote = await startRemoteServer();
    const here = await RenderInstallation.start({ FETCH_ALLOW_HOSTS: `127.0.0.1:${remote.port}` });
    const clients = new ShotstackClients(here, remote, await here.newUser(10));
    clients.make('film.mp4', 'testsrc2=s=160x90:r=25:d=1', '-f', 'lavfi', '-i', 'sine=d=1', '-pix_fmt', 'yuv420p');
    clients.make('red.png', 'color=red:s=64x32', '-frames:v', '1');
    clients.serveFiles();
    return clients;
  }

  edit(as = this.here.user, stage = 'v1') {
    return editApi(`${this.here.api.url}/edit/${stage}`, as.apiKey);
  }

  serve(as = this.here.user) {
    return serveApi(`${this.here.api.url}/serve/v1`, as.apiKey);
  }

  ingest(as = this.here.user) {
    return ingestApi(`${this.here.api.url}/ingest/v1`, as.apiKey);
  }

  file(name: string): Buffer {
    return readFileSync(join(this.folder, name));
  }

  /** Creates a source with ffmpeg's own generators. */
  make(name: string, ...args: string[]): void {
    execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', ...args, join(this.folder, name)]);
  }

  rendered(id: string) {
    return waitUntil(async () => {
      const { response } = await this.edit().getRender(id, { data: false });
      if (response.status === 'failed') throw new Error(response.error);
      return response.status === 'done' ? response : undefined;
    }, PATIENCE);
  }

  /**
   * The edit in a render's status. Without the SDK, whose models cannot read edits ("Multiple matches found
   * constructing `Asset`").
   */
  async sentEdit(id: string, query = ''): Promise<object | undefined> {
    return (await this.here.call<{ response: { data?: object } }>('GET', `/edit/v1/render/${id}?${query}`)).body
      .response.data;
  }

  /** The reason of a failure. Without the SDK, which drops members that its models lack. */
  async source(id: string): Promise<SourceFacts> {
    return (await this.here.call<{ data: { attributes: SourceFacts } }>('GET', `/ingest/v1/sources/${id}`)).body.data
      .attributes;
  }

  /** A source, once it and its renditions are ready or have failed. */
  settled(id: string): Promise<SourceFacts> {
    return waitUntil(async () => {
      const source = await this.source(id);
      const isDone = source.outputs.renditions.every(({ status }) => status === 'ready' || status === 'failed');
      return source.status === 'failed' || (source.status === 'ready' && isDone) ? source : undefined;
    }, PATIENCE).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.here.workers.map((worker) => worker.output()).join('\n')}`);
    });
  }

  async close(): Promise<void> {
    await this.here.close();
    this.remote.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private serveFiles(): void {
    this.remote.respond((request, response) => {
      if (request.method === 'POST') {
        request
          .on('data', (chunk: Buffer) => this.callbacks.push(JSON.parse(chunk.toString()) as Record<string, unknown>))
          .on('end', () => response.end());
        return;
      }
      const name = request.url?.slice(1) ?? '';
      if (/\.(mp4|png)$/.test(name) && name !== 'missing.mp4') response.end(this.file(name));
      else response.writeHead(name === 'page.html' ? 200 : 404).end('<html></html>');
    });
  }
}
