import type { OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import {
  type AccountTokens,
  type AuthorizationGrant,
  type AuthorizationRequest,
  afterSeconds,
  type CreatorInfo,
  capabilities,
  type GrantedAccount,
  PlatformAdapter,
  type PostLimit,
  type SharedUnits,
} from '../../platform-adapter';
import type { PlatformApp } from '../../platform-app';
import { PlatformClient } from '../../platform-client';
import { failureClassOf } from '../../platform-failure';
import { QUOTA_ZONE, readYoutubeFailure } from './youtube-failures';
import { YoutubeFollowerReader } from './youtube-follower-reader';
import { YoutubeMetricsReader } from './youtube-metrics-reader';
import { YoutubePublisher } from './youtube-publisher';

const SCOPE = 'https://www.googleapis.com/auth/youtube';
/** Uploading, and reading the user's channel and videos. */
const NEEDED = [`${SCOPE}.upload`, `${SCOPE}.readonly`];
/** Thumbnails, captions, playlists and comments; it includes the others. */
const MANAGE = `${SCOPE}.force-ssl`;
const SCOPES = [...NEEDED, MANAGE];
/** The options whose steps need `MANAGE`. */
const MANAGED = ['subtitles', 'playlist_id', 'first_comment'];
/** Longest video of a channel without a verified phone number, and with one. */
const MAX_SECONDS = { unverified: 900, verified: 43_200 };

/** Units of each step (developers.google.com, "Quota Calculator"): a list takes one, except captions, and a change 50. */
const UNITS: SharedUnits['of'] = {
  preflight: 1,
  observe: 1,
  // The channel, and up to four pages of its playlist with their videos.
  find: 9,
  thumbnail: 50,
  captions: 450,
  playlist: 51,
  first_comment: 50,
  metrics: 1,
  followers: 1,
  check: 1,
  creator_info: 1,
};

/** A question takes a unit. Posts and the steps after them need the others. */
const QUESTIONS = { keptSeconds: 300, perOwner: 400, timeZone: QUOTA_ZONE };

const Tokens = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().positive().optional(),
  scope: z.string().default(''),
});
const Channels = z.object({
  items: z
    .array(
      z.object({
        id: z.string().min(1),
        snippet: z.object({
          title: z.string(),
          customUrl: z.string().optional(),
          thumbnails: z.record(z.string(), z.object({ url: z.string() })).optional(),
        }),
        status: z.object({ longUploadsStatus: z.string().optional() }).optional(),
      }),
    )
    .default([]),
});

/** Google's OAuth and the YouTube Data API. */
export class YoutubeAdapter extends PlatformAdapter implements OnApplicationShutdown {
  readonly name = 'youtube';
  readonly label = 'YouTube';
  override readonly publisher: YoutubePublisher;
  override readonly metrics: YoutubeMetricsReader;
  override readonly followers: YoutubeFollowerReader;
  override readonly postLimit: PostLimit;
  override readonly sharedUnits: SharedUnits;
  override readonly sharedQuestions = QUESTIONS;
  private readonly client = new PlatformClient(this.label, readYoutubeFailure);

  /** @param daily uploads that the quota of our app allows in a day, those of one workspace, and units of other calls */
  constructor(
    private readonly app: PlatformApp,
    private readonly urls: { auth: string; token: string; api: string },
    { units, ...uploads }: { posts: number; perOwner: number; units: number },
  ) {
    super();
    this.postLimit = { per: 'app', timeZone: QUOTA_ZONE, ...uploads };
    this.sharedUnits = { perDay: units, timeZone: QUOTA_ZONE, of: UNITS };
    this.publisher = new YoutubePublisher(urls.api, (access) => this.creatorInfo(access));
    this.metrics = new YoutubeMetricsReader(urls.api);
    this.followers = new YoutubeFollowerReader(urls.api, this.client);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.client.close(), this.publisher.close(), this.metrics.close()]);
  }

  authorizeUrl({ redirectUri, state, codeChallenge }: AuthorizationRequest): string {
    const query = new URLSearchParams({
      client_id: this.app.id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: SCOPES.join(' '),
      state,
      // Both are needed for a refresh token each time, not only the first.
      access_type: 'offline',
      prompt: 'consent',
      include_granted_scopes: 'true',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    });
    return `${this.urls.auth}/o/oauth2/v2/auth?${query.toString()}`;
  }

  async connect({ code, redirectUri, codeVerifier }: AuthorizationGrant): Promise<GrantedAccount[]> {
    const tokens = await this.token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    });
    const { items } = await this.channels(tokens.accessToken);
    return items.map(({ id, snippet }) => ({
      externalId: id,
      name: snippet.title,
      username: snippet.customUrl ?? null,
      avatarUrl: snippet.thumbnails?.default?.url ?? null,
      // These permissions do not reveal which Google account it is.
      login: null,
      tokens,
    }));
  }

  refresh({ refreshToken }: AccountAccess & { refreshToken: string }): Promise<AccountTokens> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  async check({ accessToken }: AccountAccess): Promise<void> {
    await this.channels(accessToken);
  }

  async revoke({ accessToken, refreshToken }: AccountAccess): Promise<void> {
    const body = new URLSearchParams({ token: refreshToken ?? accessToken });
    await this.client
      .call(z.unknown(), `${this.urls.token}/revoke`, { method: 'POST', body })
      .catch((error: unknown) => {
        if (failureClassOf(error) !== 'reconnect_required') throw error;
      });
  }

  async creatorInfo({ accessToken, externalId }: AccountAccess): Promise<CreatorInfo> {
    const { items } = await this.channels(accessToken);
    const isVerified = items.find(({ id }) => id === externalId)?.status?.longUploadsStatus === 'allowed';
    return {
      canPost: true,
      refusedBy: null,
      privacyOptions: ['public', 'unlisted', 'private'],
      maxSeconds: isVerified ? MAX_SECONDS.verified : MAX_SECONDS.unverified,
      disabled: [],
      daily: null,
    };
  }

  capabilitiesOf(scopes: readonly string[]) {
    return capabilities(scopes.includes(MANAGE) ? SCOPES : scopes, NEEDED, { metrics: `${SCOPE}.readonly` });
  }

  override missingForSteps(scopes: readonly string[], options: Readonly<Record<string, unknown>> = {}) {
    return MANAGED.some((name) => options[name] !== undefined) && !scopes.includes(MANAGE) ? [MANAGE] : [];
  }

  private channels(accessToken: string): Promise<z.infer<typeof Channels>> {
    const url = `${this.urls.api}/youtube/v3/channels?part=snippet,contentDetails,status&mine=true`;
    return this.client.call(Channels, url, { credentials: { authorization: `Bearer ${accessToken}` } });
  }

  private async token(fields: Record<string, string>): Promise<AccountTokens> {
    const body = new URLSearchParams({ client_id: this.app.id, client_secret: this.app.secret, ...fields });
    const answer = await this.client.call(Tokens, `${this.urls.token}/token`, { method: 'POST', body, once: true });
    return {
      accessToken: answer.access_token,
      accessExpiresAt: afterSeconds(answer.expires_in),
      refreshToken: answer.refresh_token || null,
      refreshExpiresAt: afterSeconds(answer.refresh_token_expires_in),
      scopes: answer.scope.split(' ').filter(Boolean),
    };
  }
}
