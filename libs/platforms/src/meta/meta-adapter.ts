import pLimit from 'p-limit';
import type { AccountAccess } from '../account-access';
import {
  type AccountCapabilities,
  type AccountProfile,
  type AccountTokens,
  type AuthorizationGrant,
  type AuthorizationRequest,
  type CallUsage,
  capabilities,
  type GrantedAccount,
  PlatformAdapter,
  type PlatformMessage,
} from '../platform-adapter';
import { blockSecondsOf } from './meta-failures';
import { loginName, type MetaGraphService, type MetaLogin, type MetaPage } from './meta-graph.service';
import type { LimitKind } from './meta-usage';

/** Calls for the accounts of a login at the same time, and the time for all of them. */
const MOST_AT_A_TIME = 4;
const ACCOUNTS_MS = 30_000;

/** The permissions that a platform of Meta requests. */
export interface MetaPermissions {
  /** Permissions without which nothing can be published. */
  needed: readonly string[];
  metrics: string;
  /** Permission for comments on the account's own posts. */
  comments: string;
}

/** Accounts that a person manages through Facebook Login, each with a Page behind it. */
export abstract class MetaAdapter extends PlatformAdapter {
  constructor(
    protected readonly graph: MetaGraphService,
    private readonly permissions: MetaPermissions,
  ) {
    super();
  }

  /** The limits of calls that concern the accounts. */
  protected abstract readonly limitKind: LimitKind;

  /** The account of a Page; undefined when it has none that can publish. */
  protected abstract profileOf(page: MetaPage): Omit<AccountProfile, 'login'> | undefined;

  authorizeUrl(request: AuthorizationRequest): string {
    const { needed, metrics, comments } = this.permissions;
    return this.graph.authorizeUrl(request, [...needed, metrics, comments]);
  }

  async connect(grant: AuthorizationGrant): Promise<GrantedAccount[]> {
    const login = await this.graph.signIn(grant);
    const usable = login.pages.flatMap((page) => {
      const profile = this.profileOf(page);
      return profile ? [{ page, profile }] : [];
    });
    const limit = pLimit(MOST_AT_A_TIME);
    return this.graph.within(ACCOUNTS_MS, (signal) =>
      Promise.all(
        usable.map(({ page, profile }) =>
          limit(async () => ({
            ...profile,
            login: loginName(login.id),
            tokens: await this.tokensFor(login, page, signal),
          })),
        ),
      ),
    );
  }

  async refresh({ externalId, refreshToken }: AccountAccess & { refreshToken: string }): Promise<AccountTokens> {
    const login = await this.graph.readLogin(refreshToken);
    const page = login.pages.find((each) => this.profileOf(each)?.externalId === externalId);
    if (!page) throw this.graph.accessMissing(this.label);
    return this.tokensFor(login, page);
  }

  async check({ accessToken }: AccountAccess): Promise<void> {
    await this.graph.inspect(accessToken);
  }

  override takeUsage({ accessToken }: AccountAccess): CallUsage | undefined {
    return this.graph.takeUsage(accessToken, this.limitKind);
  }

  override blockSecondsOf(code: string): number {
    return blockSecondsOf(code);
  }

  revoke(account: AccountAccess): Promise<void> {
    return this.graph.revoke(account);
  }

  override removedLogin(message: PlatformMessage): string {
    return this.graph.loginOf(message);
  }

  override deletionCode(at: Date): string {
    return this.graph.deletionCode(at);
  }

  override deletedAt(code: string): Date | undefined {
    return this.graph.deletedAt(code);
  }

  capabilitiesOf(scopes: readonly string[]): AccountCapabilities {
    const { needed, metrics } = this.permissions;
    return capabilities(scopes, needed, { metrics });
  }

  override missingForSteps(scopes: readonly string[], options?: Readonly<Record<string, unknown>>): readonly string[] {
    const { comments } = this.permissions;
    return options?.first_comment !== undefined && !scopes.includes(comments) ? [comments] : [];
  }

  protected tokensFor(login: MetaLogin, page: MetaPage, _signal?: AbortSignal): AccountTokens | Promise<AccountTokens> {
    return this.graph.tokensFor(login, page);
  }
}
