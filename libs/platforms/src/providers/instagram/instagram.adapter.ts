import pLimit from 'p-limit';
import { z } from 'zod';
import type { AccountAccess } from '../../account-access';
import type { MetaGraphService, MetaLogin, MetaPage } from '../../meta/meta-graph.service';
import {
  type AccountTokens,
  type AuthorizationGrant,
  type AuthorizationRequest,
  type CreatorInfo,
  capabilities,
  type GrantedAccount,
  PlatformAdapter,
} from '../../platform-adapter';

const SCOPES = [
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
  'pages_show_list',
  'pages_read_engagement',
];
const NEEDED = ['instagram_basic', 'instagram_content_publish', 'pages_show_list', 'pages_read_engagement'];
const MAX_SECONDS = 900;
/** Calls for the accounts of a login at the same time, and the time for all of them. */
const MOST_AT_A_TIME = 4;
const ACCOUNTS_MS = 30_000;

const PublishingLimit = z.object({
  data: z.array(z.object({ quota_usage: z.number(), config: z.object({ quota_total: z.number() }).optional() })),
});

/** Professional accounts on Instagram, through the Facebook Page that each is linked to. */
export class InstagramAdapter extends PlatformAdapter {
  readonly name = 'instagram';
  readonly label = 'Instagram';

  constructor(private readonly graph: MetaGraphService) {
    super();
  }

  authorizeUrl(request: AuthorizationRequest): string {
    return this.graph.authorizeUrl(request, SCOPES);
  }

  async connect(grant: AuthorizationGrant): Promise<GrantedAccount[]> {
    const login = await this.graph.signIn(grant);
    const linked = login.pages.filter((page) => page.instagram_business_account !== undefined);
    const limit = pLimit(MOST_AT_A_TIME);
    return this.graph.within(ACCOUNTS_MS, (signal) =>
      Promise.all(linked.map((page) => limit(() => this.account(login, page, signal)))),
    );
  }

  async refresh({ externalId, refreshToken }: AccountAccess & { refreshToken: string }): Promise<AccountTokens> {
    const login = await this.graph.readLogin(refreshToken);
    const page = login.pages.find((each) => each.instagram_business_account?.id === externalId);
    if (!page) throw this.graph.accessMissing(this.label);
    return this.tokens(login, page);
  }

  async check({ accessToken }: AccountAccess): Promise<void> {
    await this.graph.inspect(accessToken);
  }

  revoke(account: AccountAccess): Promise<void> {
    return this.graph.revoke(account);
  }

  async creatorInfo({ accessToken, externalId }: AccountAccess): Promise<CreatorInfo> {
    const path = `/${encodeURIComponent(externalId)}/content_publishing_limit`;
    const { data } = await this.graph.read(PublishingLimit, path, { fields: 'quota_usage,config' }, accessToken);
    const [quota] = data;
    const limit = quota?.config?.quota_total;
    const daily = quota && limit !== undefined ? { used: quota.quota_usage, limit } : null;
    const isUsedUp = daily !== null && daily.used >= daily.limit;
    return {
      canPost: !isUsedUp,
      refusedBy: isUsedUp ? '9/2207042' : null,
      privacyOptions: ['public'],
      maxSeconds: MAX_SECONDS,
      disabled: [],
      daily,
    };
  }

  capabilitiesOf(scopes: readonly string[]) {
    return capabilities(scopes, NEEDED, { metrics: 'instagram_manage_insights' });
  }

  private async account(login: MetaLogin, page: MetaPage, signal: AbortSignal): Promise<GrantedAccount> {
    const linked = page.instagram_business_account;
    return {
      externalId: linked?.id ?? '',
      name: linked?.name ?? linked?.username ?? page.name,
      username: linked?.username ?? null,
      avatarUrl: linked?.profile_picture_url ?? null,
      login: `meta:${login.id}`,
      tokens: await this.tokens(login, page, signal),
    };
  }

  /** Instagram's permissions end 90 days after the person was last active, whatever the token says. */
  private async tokens(login: MetaLogin, page: MetaPage, signal?: AbortSignal): Promise<AccountTokens> {
    const tokens = this.graph.tokensFor(login, page);
    const dataEndsAt = await this.graph.inspect(page.access_token, signal);
    const ends = [tokens.refreshExpiresAt, dataEndsAt].filter((date) => date !== null);
    const refreshExpiresAt = ends.length > 0 ? new Date(Math.min(...ends.map(Number))) : null;
    return { ...tokens, refreshExpiresAt };
  }
}
