import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FfmpegHealthService, FfmpegLocatorService, FfmpegRunner, MediaEnv, VideoEncodersService } from '@app/media';
import {
  DEFAULT_EDIT_LIMITS,
  type Edit,
  editCheckOf,
  LocalAdapter,
  type ProviderState,
  type RenderProvider,
  RenderProxyEnv,
  ShotstackAdapter,
  ShotstackClient,
  ShotstackEnv,
  SpareRenderProcess,
  type StartedRender,
} from '@app/render-proxy';
import { startShotstackEmulator } from '../emulators/shotstack-emulator';
import { listenOn, testSafeHttp } from '../servers/safe-http';
import { setEnvironment } from '../set-environment';

/** A provider that can really render, and the controls of its surroundings. */
export interface ProviderBench {
  provider: RenderProvider;
  /** Reads an edit by the provider's rules; throws like its check. */
  read(input: unknown): Edit;
  /** Addresses of a picture, of a missing one, and of one that never arrives. */
  sources: { picture: string; missing: string; silent: string };
  /** Follows a started render to its end; calls `seen` with every state on the way. */
  settle(started: StartedRender, seen: (state: ProviderState) => void): Promise<ProviderState>;
  /** Whether a render that waits for the silent source has got that far. */
  isWaiting(): Promise<boolean>;
  /** Number of our renders in progress. */
  atWork(): Promise<number>;
  close(): Promise<void>;
}

const LIMITS = { ...DEFAULT_EDIT_LIMITS, maxSeconds: 600 };
const readerOf = (provider: string) => (input: unknown) => editCheckOf(provider)(input, LIMITS).edit;

/** Renders on this machine, with a server for its sources. */
export async function localBench(): Promise<ProviderBench> {
  const folder = mkdtempSync(join(tmpdir(), 'reelway-bench-'));
  const path = join(folder, 'picture.png');
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'color=c=red:s=160x90', '-frames:v', '1', path]);
  const picture = readFileSync(path);
  let silentAsked = false;
  const server = createServer(({ url }, response) => {
    if (url === '/silent.png') return void (silentAsked = true);
    response.writeHead(url === '/picture.png' ? 200 : 404).end(url === '/picture.png' ? picture : undefined);
  });
  const host = `127.0.0.1:${await listenOn(server)}`;
  setEnvironment({ FETCH_ALLOW_HOSTS: host });
  const media = new MediaEnv();
  const locator = new FfmpegLocatorService(media);
  const encoders = new VideoEncodersService(media, new FfmpegRunner(locator));
  const http = testSafeHttp();
  const config = new RenderProxyEnv();
  // Without a spare process, every process belongs to a render.
  const spare = new SpareRenderProcess(config);
  await spare.close();
  return {
    provider: new LocalAdapter(config, new FfmpegHealthService(locator, encoders), locator, encoders, http, spare),
    read: readerOf('local'),
    sources: {
      picture: `http://${host}/picture.png`,
      missing: `http://${host}/missing.png`,
      silent: `http://${host}/silent.png`,
    },
    settle: (started) => Promise.resolve(started.state),
    isWaiting: () => Promise.resolve(silentAsked && childrenRunning('render-program.js') > 0),
    atWork: () => Promise.resolve(childrenRunning('render-program.js')),
    close: async () => {
      setEnvironment({ FETCH_ALLOW_HOSTS: undefined });
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** Processes that this one has started to run a program. */
function childrenRunning(program: string): number {
  const isOurs = (pid: string) => {
    try {
      const parent = Number(
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[1],
      );
      return parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program);
    } catch {
      return false;
    }
  };
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name)).length;
}

/** Shotstack's emulator, which fetches no source; a test plans the outcome. */
export async function shotstackBench(): Promise<ProviderBench> {
  const emulator = await startShotstackEmulator();
  const env = { SHOTSTACK_API_KEY: 'key-1', SHOTSTACK_API_URL: `${emulator.url}/edit/v1` };
  const client = new ShotstackClient(Object.assign(new ShotstackEnv(), env));
  const provider = new ShotstackAdapter(client);
  await emulator.control('PUT', '/outcomes', [
    { match: 'missing.png', fail_at: 'fetching', error: 'The source could not be downloaded.' },
  ]);
  await emulator.control('PUT', '/faults', [{ on: 'submit', match: 'silent.png', end: 'hang' }]);
  const source = (name: string) => `https://sources.example.com/${name}.png`;
  return {
    provider,
    read: readerOf('shotstack'),
    sources: { picture: source('picture'), missing: source('missing'), silent: source('silent') },
    settle: async ({ providerRenderId, state }, seen) => {
      for (
        let now = state, second = 0;
        second < 60;
        second++, now = await provider.observe(providerRenderId ?? '', new AbortController().signal)
      ) {
        seen(now);
        if (['done', 'failed', 'unknown'].includes(now.status)) return now;
        await emulator.advance(1);
      }
      throw new Error('the render does not end');
    },
    isWaiting: async () => (await emulator.score()).calls.submit > (await emulator.score()).accepted,
    atWork: async () =>
      (await emulator.score()).submissions.filter(({ status }) => status !== 'done' && status !== 'failed').length,
    close: async () => {
      await client.onApplicationShutdown();
      await emulator.close();
    },
  };
}

/** A local copy of a result, whether it is a file or an address. */
export async function fetchOutput(address: string, destination: string): Promise<string> {
  if (!address.startsWith('http')) return address;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
  writeFileSync(destination, Buffer.from(await answer.arrayBuffer()));
  return destination;
}
