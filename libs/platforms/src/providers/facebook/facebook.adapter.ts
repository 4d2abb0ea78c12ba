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

const SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'read_insights'];
const NEEDED = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts'];
/** The role that a person needs on a Page to publish for it. */
const PUBLISHING_TASK = 'CREATE_CONTENT';

/** Facebook Pages. */
export class FacebookAdapter extends PlatformAdapter {
  readonly name = 'facebook';
  readonly label = 'Facebook';

  constructor(private readonly graph: MetaGraphService) {
    super();
  }

  authorizeUrl(request: AuthorizationRequest): string {
    return this.graph.authorizeUrl(request, SCOPES);
  }

  async connect(grant: AuthorizationGrant): Promise<GrantedAccount[]> {
    const login = await this.graph.signIn(grant);
    return login.pages.filter(({ tasks }) => tasks.includes(PUBLISHING_TASK)).map((page) => this.account(login, page));
  }

  async refresh({ externalId, refreshToken }: AccountAccess & { refreshToken: string }): Promise<AccountTokens> {
    const login = await this.graph.readLogin(refreshToken);
    const page = login.pages.find(({ id }) => id === externalId);
    if (!page) throw this.graph.accessMissing(this.label);
    return this.graph.tokensFor(login, page);
  }

  async check({ accessToken }: AccountAccess): Promise<void> {
    await this.graph.inspect(accessToken);
  }

  revoke(account: AccountAccess): Promise<void> {
    return this.graph.revoke(account);
  }

  async creatorInfo({ accessToken }: AccountAccess): Promise<CreatorInfo> {
    await this.graph.inspect(accessToken);
    return { canPost: true, refusedBy: null, privacyOptions: ['public'], maxSeconds: null, disabled: [], daily: null };
  }

  capabilitiesOf(scopes: readonly string[]) {
    return capabilities(scopes, NEEDED, { metrics: 'read_insights' });
  }

  private account(login: MetaLogin, page: MetaPage): GrantedAccount {
    return {
      externalId: page.id,
      name: page.name,
      username: null,
      avatarUrl: page.picture?.data.url ?? null,
      login: `meta:${login.id}`,
      tokens: this.graph.tokensFor(login, page),
    };
  }
}
