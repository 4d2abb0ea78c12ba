import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type AccountAccess,
  FacebookAdapter,
  InstagramAdapter,
  MetaEnv,
  MetaGraphService,
  type PlatformAdapter,
  TiktokAdapter,
  type VideoPost,
  type VideoPublisher,
  type VideoSource,
  YoutubeAdapter,
} from '@app/platforms';
import type { Emulator } from '../../../apps/emulators/src/emulator';
import { meta } from '../../../apps/emulators/src/meta/meta';
import { tiktok } from '../../../apps/emulators/src/tiktok/tiktok';
import { youtube } from '../../../apps/emulators/src/youtube/youtube';
import { type PlatformEmulator, startPlatformEmulator } from './platform-emulator';

/** The facts about a platform that the contract of publishers needs. */
export interface TargetPlan {
  emulator: () => Emulator;
  adapter: (env: Readonly<Record<string, string>>) => PlatformAdapter;
  /** Which of the emulator's accounts is connected; undefined: the first one. */
  account?: string;
  /** Bytes of a video that is sent in several steps, if the platform has steps. */
  size: number;
  /** Only the owner can see the post, where the platform offers that. */
  post: Pick<VideoPost, 'privacy'>;
  /** Fields that the emulator's ledger shows of the post. */
  shown: (post: VideoPost) => object;
  /** Operations of the emulator: opening, a transfer that is not the first one, and the one that publishes. */
  ops: { open: string; transfer: { op: string; nth?: number; when?: object }; commit: object };
  /** Bytes of the second transfer after which the connection is cut. */
  cutAfter: number;
  /** Maximum bytes that are sent again after a cut, and after an answer that reports a fault of the platform. */
  resent: { afterCut: number; afterFailure: number };
  /** Ends the session of an upload, and undoes that for the next one; without it a session ends by its age. */
  lose?: readonly [object, object];
  /** Age at which a session ends. */
  sessionSeconds: number;
  /** Answers of the platform that its documentation leaves open, each in the other way. */
  flipped: object;
  /** The final state of the post. */
  live: object;
}

const graphOf = (env: Readonly<Record<string, string>>) => new MetaGraphService(Object.assign(new MetaEnv(), env));
const MIB = 1_048_576;

const PLANS = {
  tiktok: {
    emulator: tiktok,
    adapter: (env) =>
      new TiktokAdapter(
        { id: env.TIKTOK_CLIENT_KEY ?? '', secret: env.TIKTOK_CLIENT_SECRET ?? '' },
        { auth: env.TIKTOK_AUTH_URL ?? '', api: env.TIKTOK_API_URL ?? '' },
      ),
    size: 71_234_567,
    post: { privacy: 'PUBLIC_TO_EVERYONE' },
    shown: ({ description, privacy }) => ({ caption: description, privacy, surface: 'video' }),
    ops: {
      open: 'tt.init',
      transfer: { op: 'tt.put', nth: 3 },
      commit: { op: 'tt.put', when: { isFinal: true } },
    },
    cutAfter: 4_000_000,
    resent: { afterCut: 4_000_000, afterFailure: 10_000_000 },
    sessionSeconds: 3_600,
    flipped: {
      oauth_error_status: 400,
      old_access_dies: true,
      re_put: 206,
      range_header: 'lastByte',
      expired_upload: 'waits',
    },
    live: { privacy: 'PUBLIC_TO_EVERYONE', permalink: expect.stringMatching(/\/video\/\d{19}$/) },
  },
  youtube: {
    emulator: youtube,
    adapter: (env) =>
      new YoutubeAdapter(
        { id: env.GOOGLE_CLIENT_ID ?? '', secret: env.GOOGLE_CLIENT_SECRET ?? '' },
        { auth: env.GOOGLE_AUTH_URL ?? '', token: env.GOOGLE_TOKEN_URL ?? '', api: env.YOUTUBE_API_URL ?? '' },
        { posts: 100, perOwner: 40, units: 10_000 },
      ),
    size: 20 * MIB + 321,
    post: { privacy: 'unlisted' },
    shown: ({ title, description, privacy }) => ({ title, caption: description, privacy }),
    ops: {
      open: 'yt.insert',
      transfer: { op: 'yt.put', when: { stepIs: 'put' }, nth: 2 },
      commit: { op: 'yt.put', when: { isFinal: true } },
    },
    cutAfter: 3 * MIB,
    resent: { afterCut: 262_144, afterFailure: 8 * MIB },
    sessionSeconds: 86_400,
    flipped: {
      session_needs_auth: true,
      gone_status: 410,
      created_status: 200,
      gap_status: 308,
      location_with_308: true,
    },
    live: { privacy: 'unlisted', permalink: expect.stringContaining('/watch?v=') },
  },
  facebook: {
    emulator: meta,
    adapter: (env) => new FacebookAdapter(graphOf(env)),
    size: 12 * MIB + 321,
    post: { privacy: 'public' },
    shown: ({ title, description }) => ({ title, caption: description, privacy: 'public', surface: 'reel' }),
    ops: {
      open: 'fb.reel',
      transfer: { op: 'fb.reel.upload' },
      commit: { op: 'fb.reel', when: { stepIs: 'finish' } },
    },
    cutAfter: 3 * MIB,
    resent: { afterCut: 0, afterFailure: 13 * MIB },
    lose: [{ outcome: 'expired' }, { outcome: 'ok' }],
    sessionSeconds: 0,
    flipped: {
      expired_status: 401,
      offset_status: 412,
      phase_complete: 'completed',
      bytes_field: 'bytes_transferred',
      early_finish: 'accept',
    },
    live: { privacy: 'public', permalink: expect.stringMatching(/^https:\/\/www\.facebook\.com\/reel\/\d+\/$/) },
  },
  instagram: {
    emulator: meta,
    adapter: (env) => new InstagramAdapter(graphOf(env)),
    size: 12 * MIB + 321,
    post: { privacy: 'public' },
    shown: ({ description }) => ({ caption: description, surface: 'reel' }),
    ops: { open: 'ig.container', transfer: { op: 'ig.rupload' }, commit: { op: 'ig.publish' } },
    cutAfter: 3 * MIB,
    resent: { afterCut: 0, afterFailure: 13 * MIB },
    sessionSeconds: 86_400,
    flipped: {
      expired_status: 401,
      ig_data_access: 'ignore',
      read_10033: 'page',
      second_publish: 'sameId',
      offset_status: 412,
      permalink_delay_s: 30,
    },
    live: { privacy: 'public', permalink: expect.stringMatching(/^https:\/\/www\.instagram\.com\/reel\//) },
  },
} as const satisfies Readonly<Record<string, TargetPlan>>;

export type PublishingTargetName = keyof typeof PLANS;
export const PUBLISHING_TARGETS = Object.keys(PLANS) as PublishingTargetName[];

export const publishingPlan = (name: PublishingTargetName): TargetPlan => PLANS[name];

/** A video whose bytes differ at every position, generated as it is read. */
export interface CountedSource extends VideoSource {
  sha256: string;
  /** Bytes that were read so far. */
  read: number;
}

const BLOCK = 65_536;

function block(index: number): Buffer {
  const bytes = Buffer.alloc(BLOCK, index % 251);
  bytes.writeUInt32BE(index);
  return bytes;
}

function* bytesOf(start: number, end: number): Generator<Buffer> {
  for (let at = start; at <= end; ) {
    const from = at % BLOCK;
    const piece = block(Math.floor(at / BLOCK)).subarray(from, Math.min(BLOCK, from + end - at + 1));
    yield piece;
    at += piece.length;
  }
}

export function countedSource(size: number): CountedSource {
  const hash = createHash('sha256');
  for (const piece of bytesOf(0, size - 1)) hash.update(piece);
  const source: CountedSource = {
    size,
    contentType: 'video/mp4',
    facts: { bytes: size, seconds: 60, width: 1_080, height: 1_920, frameRate: 30 },
    sha256: hash.digest('hex'),
    read: 0,
    open: ({ start, end }) => {
      function* counted() {
        for (const piece of bytesOf(start, end)) {
          source.read += piece.length;
          yield piece;
        }
      }
      return Promise.resolve(Readable.from(counted(), { objectMode: false }));
    },
  };
  return source;
}

export interface PublishingTarget {
  plan: TargetPlan;
  emulator: PlatformEmulator;
  adapter: PlatformAdapter;
  publisher: VideoPublisher;
  /** A new access to the account. */
  connect(): Promise<AccountAccess>;
  close(): Promise<void>;
}

/** The emulator of a platform with a stopped clock, and the publisher for it. */
export async function startPublishingTarget(name: PublishingTargetName): Promise<PublishingTarget> {
  const plan: TargetPlan = PLANS[name];
  const emulator = await startPlatformEmulator(plan.emulator());
  await emulator.freeze();
  const adapter = plan.adapter(emulator.env);
  const { publisher } = adapter;
  if (!publisher) throw new Error(`${name} has no publisher`);
  const redirectUri = 'https://reelway.example/callback';
  const codeVerifier = 'a-verifier-of-at-least-forty-three-characters-1';
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
  return {
    plan,
    emulator,
    adapter,
    publisher,
    connect: async () => {
      await emulator.control('POST', '/consents', { decision: 'approve' });
      const url = adapter.authorizeUrl({ redirectUri, state: 'n3lR0b0tq8Yw2c5Zk7Jx4A', codeChallenge });
      const location = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '';
      const code = new URL(location).searchParams.get('code') ?? '';
      const granted = await adapter.connect({ code, redirectUri, codeVerifier });
      const account = granted.find(({ externalId }) => plan.account === undefined || externalId === plan.account);
      if (!account) throw new Error(`${name} gave access to no account`);
      const { accessToken, refreshToken } = account.tokens;
      return { externalId: account.externalId, accessToken, refreshToken };
    },
    close: async () => {
      const closing = adapter as PlatformAdapter & { onApplicationShutdown?: () => Promise<void> };
      await closing.onApplicationShutdown?.();
      await emulator.close();
    },
  };
}
