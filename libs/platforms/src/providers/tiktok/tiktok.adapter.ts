import type { ApiAnswer } from '@app/core';
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
  type PlatformMessage,
  type PostLimit,
} from '../../platform-adapter';
import type { PlatformApp } from '../../platform-app';
import { PlatformClient } from '../../platform-client';
import { failureClassOf } from '../../platform-failure';
import { readTiktokEvent } from './tiktok-events';
import { readTiktokFailure, TIKTOK_POSTING_REFUSALS } from './tiktok-failures';
import { TiktokFollowerReader } from './tiktok-follower-reader';
import { TiktokMetricsReader } from './tiktok-metrics-reader';
import { TiktokPublisher } from './tiktok-publisher';

const SCOPES = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.publish',
  'video.upload',
  'video.list',
];
const NEEDED = ['user.info.basic', 'video.publish'];
/** Permission for posts that the account owner finishes in the app. */
const DRAFT = 'video.upload';

const Tokens = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  open_id: z.string().min(1),
  refresh_token: z.string().optional(),
  refresh_expires_in: z.number().positive().optional(),
  scope: z.string().default(''),
});
const UserInfo = z.object({
  data: z.object({
    user: z.object({
      open_id: z.string().min(1),
      display_name: z.string().default(''),
      username: z.string().optional(),
      avatar_url: z.string().optional(),
    }),
  }),
});
const Creator = z.object({
  data: z.object({
    privacy_level_options: z.array(z.string()).default([]),
    comment_disabled: z.boolean().default(false),
    duet_disabled: z.boolean().default(false),
    stitch_disabled: z.boolean().default(false),
    max_video_post_duration_sec: z.number().optional(),
  }),
  error: z.object({ code: z.string() }),
});

/** Login Kit and the Content Posting API of TikTok. */
export class TiktokAdapter extends PlatformAdapter implements OnApplicationShutdown {
  readonly name = 'tiktok';
  readonly label = 'TikTok';
  override readonly publisher: TiktokPublisher;
  override readonly metrics: TiktokMetricsReader;
  override readonly followers: TiktokFollowerReader;
  /** TikTok counts the posts of all apps together, without drafts; the number differs a little from account to account. */
  override readonly postLimit: PostLimit = { per: 'account', posts: 15, exempt: { surface: 'inbox' } };
  /**
   * TikTok allows 6 new uploads and 30 queries of the status a minute for each token. Sending and publishing a video
   * take two queries of the status, so 12 of the 30 are kept for them and 18 may observe posts.
   */
  override readonly callLimits = {
    open: { calls: 6, seconds: 60, rule: 'TikTok accepts 6 new uploads of an account in a minute' },
    observe: { calls: 18, seconds: 60, rule: 'TikTok limits the queries about the posts of an account' },
  };
  private readonly client = new PlatformClient(this.label, readTiktokFailure);
  /** `creator_info` answers with the code of a refusal and the data together. */
  private readonly creatorClient = new PlatformClient(this.label, (answer) =>
    isPostingRefusal(answer) ? undefined : readTiktokFailure(answer),
  );

  constructor(
    private readonly app: PlatformApp,
    private readonly urls: { auth: string; api: string },
  ) {
    super();
    this.publisher = new TiktokPublisher(urls.api, (access) => this.creatorInfo(access));
    this.metrics = new TiktokMetricsReader(urls.api);
    this.followers = new TiktokFollowerReader(urls.api, this.client);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.client.close(), this.creatorClient.close(), this.publisher.close(), this.metrics.close()]);
  }

  authorizeUrl({ redirectUri, state }: AuthorizationRequest): string {
    const query = new URLSearchParams({
      client_key: this.app.id,
      scope: SCOPES.join(','),
      response_type: 'code',
      redirect_uri: redirectUri,
      state,
      // Lets the person choose another account than the one that is signed in.
      disable_auto_auth: '1',
    });
    return `${this.urls.auth}/v2/auth/authorize/?${query.toString()}`;
  }

  async connect({ code, redirectUri }: AuthorizationGrant): Promise<GrantedAccount[]> {
    const answer = await this.token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri });
    const tokens = tokensOf(answer);
    const { data } = await this.client.call(UserInfo, this.userInfoUrl(tokens.scopes), bearer(tokens.accessToken));
    const { open_id, display_name, username, avatar_url } = data.user;
    return [
      {
        externalId: open_id,
        name: display_name || username || 'TikTok',
        username: username ?? null,
        avatarUrl: avatar_url ?? null,
        login: loginName(open_id),
        tokens,
      },
    ];
  }

  async refresh({ refreshToken }: AccountAccess & { refreshToken: string }): Promise<AccountTokens> {
    return tokensOf(await this.token({ grant_type: 'refresh_token', refresh_token: refreshToken }));
  }

  async check({ accessToken }: AccountAccess): Promise<void> {
    await this.client.call(UserInfo, this.userInfoUrl([]), bearer(accessToken));
  }

  async revoke({ accessToken }: AccountAccess): Promise<void> {
    const body = new URLSearchParams({ ...this.appFields(), token: accessToken });
    await this.client
      .call(z.unknown(), `${this.urls.api}/v2/oauth/revoke/`, { method: 'POST', body })
      .catch((error: unknown) => {
        const failure = failureClassOf(error);
        if (failure !== 'reconnect_required' && failure !== 'token_expired') throw error;
      });
  }

  async creatorInfo({ accessToken }: AccountAccess): Promise<CreatorInfo> {
    const url = `${this.urls.api}/v2/post/publish/creator_info/query/`;
    const call = { method: 'POST', body: {}, ...bearer(accessToken) } as const;
    const { data, error } = await this.creatorClient.call(Creator, url, call);
    const isRefused = TIKTOK_POSTING_REFUSALS.includes(error.code);
    const switchedOff = {
      comments: data.comment_disabled,
      duet: data.duet_disabled,
      stitch: data.stitch_disabled,
    };
    return {
      canPost: !isRefused,
      refusedBy: isRefused ? error.code : null,
      privacyOptions: data.privacy_level_options,
      maxSeconds: data.max_video_post_duration_sec ?? null,
      disabled: (['comments', 'duet', 'stitch'] as const).filter((name) => switchedOff[name]),
      daily: null,
    };
  }

  override removedLogin(message: PlatformMessage): string | undefined {
    const { event, user_openid } = readTiktokEvent(message, this.app);
    return event === 'authorization.removed' ? loginName(user_openid) : undefined;
  }

  capabilitiesOf(scopes: readonly string[]) {
    return capabilities(scopes, NEEDED, { draft: DRAFT, metrics: 'video.list' });
  }

  override missingScopes(scopes: readonly string[], options?: Readonly<Record<string, unknown>>): readonly string[] {
    if (options?.surface !== 'inbox') return super.missingScopes(scopes);
    return scopes.includes(DRAFT) ? [] : [DRAFT];
  }

  private token(fields: Record<string, string>): Promise<z.infer<typeof Tokens>> {
    const body = new URLSearchParams({ ...this.appFields(), ...fields });
    return this.client.call(Tokens, `${this.urls.api}/v2/oauth/token/`, { method: 'POST', body, once: true });
  }

  private appFields(): Record<string, string> {
    return { client_key: this.app.id, client_secret: this.app.secret };
  }

  /** The user name belongs to a permission of its own. */
  private userInfoUrl(scopes: readonly string[]): string {
    const fields = [
      'open_id',
      'avatar_url',
      'display_name',
      ...(scopes.includes('user.info.profile') ? ['username'] : []),
    ];
    return `${this.urls.api}/v2/user/info/?fields=${fields.join(',')}`;
  }
}

const loginName = (openId: string): string => `tiktok:${openId}`;

const bearer = (token: string) => ({ credentials: { authorization: `Bearer ${token}` } });

function isPostingRefusal({ status, json }: ApiAnswer): boolean {
  const code = (json as { error?: { code?: string } } | undefined)?.error?.code;
  return status === 200 && code !== undefined && TIKTOK_POSTING_REFUSALS.includes(code);
}

function tokensOf(answer: z.infer<typeof Tokens>): AccountTokens {
  return {
    accessToken: answer.access_token,
    accessExpiresAt: afterSeconds(answer.expires_in),
    refreshToken: answer.refresh_token || null,
    refreshExpiresAt: afterSeconds(answer.refresh_expires_in),
    scopes: answer.scope.split(',').filter(Boolean),
  };
}
