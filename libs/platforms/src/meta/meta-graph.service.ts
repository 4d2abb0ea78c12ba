import { createHmac } from 'node:crypto';
import type { BodyStream } from '@app/core';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { z } from 'zod';
import type { AccountAccess } from '../account-access';
import {
  type AccountTokens,
  type AuthorizationGrant,
  type AuthorizationRequest,
  afterSeconds,
  type CallUsage,
  type PlatformMessage,
} from '../platform-adapter';
import { type PlatformApp, platformApp } from '../platform-app';
import { type PlatformCall, PlatformClient } from '../platform-client';
import { failureClassOf, platformCodeOf, platformError } from '../platform-failure';
import { platformNotConfigured } from '../platforms.errors';
import { type MetaConfig, metaConfig } from './meta.config';
import { NOT_SHOWN, OF_READS, readMetaFailure } from './meta-failures';
import { type LimitKind, USAGE_HEADER, UsageReports } from './meta-usage';
import { deletedAt, deletionCode, personOf } from './signed-request';

const PAGES_A_CALL = 100;
/** Bounds the calls for a login with a great many Pages. */
const MOST_CALLS = 20;
/** Time for all calls that read a login: with one more call, a refresh ends within a minute, long before its lease. */
const LOGIN_MS = 35_000;

const UserToken = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().optional() });
const Permissions = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });
const Page = z.object({
  id: z.string().min(1),
  name: z.string().default(''),
  access_token: z.string().optional(),
  tasks: z.array(z.string()).default([]),
  picture: z.object({ data: z.object({ url: z.string() }) }).optional(),
  instagram_business_account: z
    .object({
      id: z.string().min(1),
      username: z.string().optional(),
      name: z.string().optional(),
      profile_picture_url: z.string().optional(),
    })
    .optional(),
});
const Pages = z.object({
  data: z.array(Page).default([]),
  paging: z.object({ cursors: z.object({ after: z.string() }).optional(), next: z.string().optional() }).optional(),
});
const DebugToken = z.object({
  data: z.object({
    is_valid: z.boolean(),
    data_access_expires_at: z.number().optional(),
    error: z.object({ code: z.number().optional(), subcode: z.number().optional() }).optional(),
  }),
});

/** The `login` of an account, by the id of the person at Meta. */
export const loginName = (personId: string): string => `meta:${personId}`;

/** A Page with the token to act for it. */
export type MetaPage = z.infer<typeof Page> & { access_token: string };

/** A Facebook login with the Pages that it gave access to. */
export interface MetaLogin {
  id: string;
  userToken: string;
  userTokenExpiresAt: Date | null;
  scopes: readonly string[];
  pages: MetaPage[];
}

/** Facebook Login and the parts of the Graph API that Facebook and Instagram share. */
@Injectable()
export class MetaGraphService implements OnApplicationShutdown {
  private readonly client = new PlatformClient('Meta', readMetaFailure, [USAGE_HEADER]);
  private readonly app: PlatformApp | undefined;
  private readonly usage = new UsageReports();

  constructor(@Inject(metaConfig.KEY) private readonly config: MetaConfig) {
    const { META_APP_ID, META_APP_SECRET } = config;
    this.app = platformApp({ META_APP_ID, META_APP_SECRET });
  }

  get isConfigured(): boolean {
    return this.app !== undefined;
  }

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }

  authorizeUrl({ redirectUri, state }: AuthorizationRequest, scopes: readonly string[]): string {
    const query = new URLSearchParams({
      client_id: this.credentials.id,
      redirect_uri: redirectUri,
      state,
      response_type: 'code',
      scope: scopes.join(','),
      // Requests permissions again that were declined before.
      auth_type: 'rerequest',
    });
    return `${this.config.META_DIALOG_URL}/${this.config.META_API_VERSION}/dialog/oauth?${query.toString()}`;
  }

  /** Exchanges the code for a token of about 60 days: only with such a token do the tokens of Pages not expire. */
  async signIn({ code, redirectUri }: AuthorizationGrant): Promise<MetaLogin> {
    const { access_token } = await this.accessToken({ code, redirect_uri: redirectUri });
    return this.readLogin(access_token);
  }

  /** The login and its Pages with new tokens, within `LOGIN_MS`. */
  readLogin(userToken: string): Promise<MetaLogin> {
    return this.within(LOGIN_MS, async (signal) => {
      const long = await this.accessToken({ grant_type: 'fb_exchange_token', fb_exchange_token: userToken }, signal);
      const token = long.access_token;
      const me = z.object({ id: z.string().min(1) });
      const { id } = await this.read(me, '/me', { fields: 'id,name' }, token, { signal });
      const { data } = await this.read(Permissions, '/me/permissions', {}, token, { signal });
      const scopes = data.filter(({ status }) => status === 'granted').map(({ permission }) => permission);
      const userTokenExpiresAt = afterSeconds(long.expires_in);
      return { id, userToken: token, userTokenExpiresAt, scopes, pages: await this.pages(token, signal) };
    });
  }

  /** Limits how long several calls take together. @throws platform_unavailable when the time is over */
  async within<T>(ms: number, calls: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const signal = AbortSignal.timeout(ms);
    try {
      return await calls(signal);
    } catch (error) {
      if (error !== signal.reason) throw error;
      throw platformError('Meta', { class: 'transient', code: 'no_answer', status: null }, error);
    }
  }

  /** Tokens to act for a Page. */
  tokensFor({ userToken, userTokenExpiresAt, scopes }: MetaLogin, page: MetaPage): AccountTokens {
    return {
      accessToken: page.access_token,
      accessExpiresAt: null,
      refreshToken: userToken,
      refreshExpiresAt: userTokenExpiresAt,
      scopes,
    };
  }

  /** The error for an account that a login no longer gives access to. */
  accessMissing(label: string): Error {
    return platformError(label, { class: 'reconnect_required', code: 'account_missing', status: 200 });
  }

  /**
   * Whether a token works, without using it up.
   * @returns until when the person's data may be read; null: no such limit
   */
  async inspect(token: string, signal?: AbortSignal): Promise<Date | null> {
    const { id, secret } = this.credentials;
    const query = { input_token: token };
    const options = { isAppToken: true, ...(signal && { signal }) };
    const { data } = await this.read(DebugToken, '/debug_token', query, `${id}|${secret}`, options);
    if (!data.is_valid) {
      const { code = 190, subcode } = data.error ?? {};
      const failure = readMetaFailure({ status: 400, json: { error: { code, error_subcode: subcode } } });
      throw platformError('Meta', { class: 'reconnect_required', code: '190', ...failure, status: 200 });
    }
    const ends = data.data_access_expires_at ?? 0;
    return ends > 0 ? new Date(ends * 1_000) : null;
  }

  /** Ends every access of the login. */
  async revoke({ refreshToken, accessToken }: AccountAccess): Promise<void> {
    const token = refreshToken ?? accessToken;
    const request = { method: 'DELETE', credentials: { authorization: `Bearer ${token}` } } as const;
    await this.client
      .call(z.unknown(), this.url('/me/permissions', this.proof(token)), request)
      .catch((error: unknown) => {
        const failure = failureClassOf(error);
        if (failure !== 'reconnect_required' && failure !== 'token_expired') throw error;
      });
  }

  /** The login that a signed message concerns. @throws platform_message_invalid */
  loginOf({ body }: PlatformMessage): string {
    return loginName(personOf(body, this.credentials.secret));
  }

  deletionCode(at: Date): string {
    return deletionCode(at, this.credentials.secret);
  }

  deletedAt(code: string): Date | undefined {
    return deletedAt(code, this.credentials.secret);
  }

  /** The usage that the latest answer to a call with this token has reported; undefined when it was taken before. */
  takeUsage(token: string, kind: LimitKind): CallUsage | undefined {
    return this.usage.take(token, kind);
  }

  /** Reads an object with the token of a person, a Page or our app. */
  read<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Readonly<Record<string, string>>,
    token: string,
    { isAppToken = false, signal }: { isAppToken?: boolean; signal?: AbortSignal } = {},
  ): Promise<T> {
    const url = this.url(path, { ...query, ...(isAppToken ? {} : this.proof(token)) });
    const credentials = { authorization: `Bearer ${token}` };
    const call = { credentials, signal, classes: OF_READS, onAnswer: this.usageRecorder(token) };
    return this.client.call(schema, url, call);
  }

  /** An object; undefined when Meta does not show it with this token, for example because it was deleted. */
  async readIfShown<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Readonly<Record<string, string>>,
    token: string,
  ): Promise<T | undefined> {
    try {
      return await this.read(schema, path, query, token);
    } catch (error) {
      if (platformCodeOf(error) === NOT_SHOWN) return undefined;
      throw error;
    }
  }

  /**
   * Calls a method that changes something.
   * @param isVideo at the host for the bytes of videos
   */
  write<T>(
    schema: z.ZodType<T>,
    path: string,
    body: URLSearchParams | BodyStream,
    token: string,
    { isVideo = false, ...call }: Omit<PlatformCall, 'body'> & { isVideo?: boolean } = {},
  ): Promise<T> {
    const url = this.url(path, this.proof(token), isVideo ? this.config.META_GRAPH_VIDEO_URL : undefined);
    const credentials = { authorization: `Bearer ${token}` };
    const request = {
      ...call,
      method: 'POST',
      once: true,
      body,
      credentials,
      onAnswer: this.usageRecorder(token),
    } as const;
    return this.client.call(schema, url, request);
  }

  private usageRecorder(token: string): NonNullable<PlatformCall['onAnswer']> {
    return ({ headers }) => this.usage.record(token, headers?.[USAGE_HEADER]);
  }

  private accessToken(
    query: Readonly<Record<string, string>>,
    signal?: AbortSignal,
  ): Promise<z.infer<typeof UserToken>> {
    const { id, secret } = this.credentials;
    const url = this.url('/oauth/access_token', { client_id: id, client_secret: secret, ...query });
    return this.client.call(UserToken, url, { once: true, signal });
  }

  private async pages(userToken: string, signal: AbortSignal): Promise<MetaPage[]> {
    const found: MetaPage[] = [];
    const fields =
      'id,name,access_token,tasks,picture{url},instagram_business_account{id,username,name,profile_picture_url}';
    for (let after: string | undefined, calls = 0; calls < MOST_CALLS; calls += 1) {
      const query = { fields, limit: String(PAGES_A_CALL), ...(after !== undefined && { after }) };
      const { data, paging } = await this.read(Pages, '/me/accounts', query, userToken, { signal });
      found.push(...data.filter((page): page is MetaPage => page.access_token !== undefined));
      after = paging?.next === undefined ? undefined : paging.cursors?.after;
      if (after === undefined) break;
    }
    return found;
  }

  private url(path: string, query: Readonly<Record<string, string>>, host = this.config.META_GRAPH_URL): string {
    return `${host}/${this.config.META_API_VERSION}${path}?${new URLSearchParams(query).toString()}`;
  }

  /** Proves that the token is used by our server. */
  private proof(token: string): Record<string, string> {
    return { appsecret_proof: createHmac('sha256', this.credentials.secret).update(token).digest('hex') };
  }

  private get credentials(): PlatformApp {
    if (!this.app) throw platformNotConfigured();
    return this.app;
  }
}
