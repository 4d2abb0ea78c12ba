import type { HostAddresses } from '../emulator';
import { AuthorizationCodes } from '../platform/authorization-codes';
import { PlatformWorld, type RegisteredApp } from '../platform/platform-world';
import type {
  Container,
  FacebookPage,
  FacebookVideo,
  InstagramAccount,
  MetaApp,
  MetaBehaviour,
  MetaGrant,
  MetaKnobs,
  MetaToken,
  MetaUpload,
  MetaUser,
} from './meta-objects';
import { NAMED_FAULTS } from './named-faults';

export const META_SCOPES = [
  'public_profile',
  'email',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_posts',
  'pages_manage_engagement',
  'read_insights',
  'business_management',
  'instagram_basic',
  'instagram_content_publish',
  'instagram_manage_insights',
  'instagram_manage_comments',
];
export const DATA_ACCESS_MS = 90 * 86_400_000;

/** Facebook users with their Pages and Instagram accounts, and the grants that they gave to our app. */
export class MetaWorld extends PlatformWorld {
  readonly app: MetaApp = {
    client_id: '900000000000001',
    client_secret: 'emulator-meta-secret',
    redirect_uris: null,
    audited: true,
    // None ends until a test says so: what the emulator answers does not depend on the date.
    versions: { 'v23.0': null, 'v24.0': null, 'v25.0': null, 'v26.0': null },
    require_proof: false,
    buc_percent: 1,
    regain_minutes: 5,
    deauthorize_url: null,
    data_deletion_url: null,
  };
  /** Instagram Login has an app of its own. */
  readonly instagramApp: RegisteredApp = {
    client_id: '900000000000002',
    client_secret: 'emulator-instagram-secret',
    redirect_uris: null,
    audited: true,
  };
  readonly knobs: MetaKnobs = {
    expired_status: 400,
    ig_data_access: 'enforce',
    read_10033: 'none',
    instagram_token_shape: 'flat',
    instagram_resumable: false,
    second_publish: 'error',
    offset_status: 400,
    phase_complete: 'complete',
    bytes_field: 'bytes_transfered',
    early_finish: 'refuse',
    permalink_delay_s: 1,
  };
  readonly users = new Map<string, MetaUser>();
  readonly codes = new AuthorizationCodes();
  /** Permissions of the request for consent behind a code. */
  readonly asked = new Map<string, string[]>();
  readonly grants: MetaGrant[] = [];
  readonly tokens = new Map<string, MetaToken>();
  /** By the id in their address. */
  readonly uploads = new Map<string, MetaUpload>();
  /** End of the window that a video's session wants next. */
  readonly windows = new Map<string, number>();
  readonly videos = new Map<string, FacebookVideo>();
  /** Posts that other apps made on Instagram. */
  readonly foreignPosts: { account: string; id: string; caption: string; at: number; permalink: string }[] = [];
  readonly containers = new Map<string, Container>();
  private readonly behaviours = new Map<string, MetaBehaviour>();

  constructor(hosts: HostAddresses) {
    super(hosts, NAMED_FAULTS);
    const ria = this.user('10000000000000001');
    ria.name = 'Ria Rider';
    ria.pages = [
      pageOf('200000000000001', 'Reelway Rides', instagramOf('17841400000000001', 'reelway.rides')),
      pageOf('200000000000002', 'Reelway Trails', instagramOf('17841400000000002', 'reelway.trails')),
      pageOf('200000000000003', 'Reelway Shop', null),
    ];
    const pat = this.user('10000000000000002');
    pat.name = 'Pat Else';
    pat.pages = [pageOf('200000000000004', 'Somewhere Else', instagramOf('17841400000000004', 'somewhere.else'))];
  }

  user(id: string): MetaUser {
    const user = this.users.get(id) ?? {
      user_id: id,
      name: `User ${id.slice(-4)}`,
      last_active_at: this.now(),
      pages: [],
    };
    this.users.set(id, user);
    return user;
  }

  /** A Page by its own id or that of its Instagram account. */
  pageBy(id: string): FacebookPage | undefined {
    return [...this.users.values()].flatMap(({ pages }) => pages).find((page) => page.id === id || page.ig?.id === id);
  }

  behaviour(account: string): MetaBehaviour {
    const behaviour = this.behaviours.get(account) ?? {
      process_ms: 3_000,
      publish_ms: 1_000,
      outcome: 'ok',
      is_stuck: false,
      flaky_builder: 0,
      fetch_outage: false,
      draft_trap: true,
    };
    this.behaviours.set(account, behaviour);
    return behaviour;
  }

  issue(token: Omit<MetaToken, 'value' | 'issuedAt'>): MetaToken {
    const issued = { ...token, value: `EAAB${this.ids.text(120)}`, issuedAt: this.now() };
    this.tokens.set(issued.value, issued);
    return issued;
  }

  /**
   * @param kind `access` ends the lifetime of all tokens, `page` that of the Page's tokens, `data_access` the time in
   *   which data may be read
   */
  expire(account: string, kind: string): void {
    const page = this.pageBy(account);
    for (const { user } of this.grantsOf(account))
      if (kind === 'data_access') user.last_active_at = this.now() - DATA_ACCESS_MS;
    for (const token of this.tokens.values())
      if ((kind === 'access' && token.kind === 'user') || (/^(access|page)$/.test(kind) && token.page === page))
        token.expiresAt = this.now() - 1;
  }

  /** Grants for a Page, an Instagram account, or of a user. */
  grantsOf(account: string): MetaGrant[] {
    const page = this.pageBy(account);
    return this.grants.filter(
      ({ user, pages }) => user.user_id === account || (page !== undefined && pages.includes(page.id)),
    );
  }
}

const instagramOf = (id: string, username: string): InstagramAccount => ({
  id,
  username,
  name: username,
  account_type: 'BUSINESS',
  is_restricted: false,
  quota_total: 100,
  other_posts: 0,
  other_containers: 0,
});

const pageOf = (id: string, name: string, ig: InstagramAccount | null): FacebookPage => ({
  id,
  name,
  tasks: ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
  via_business: false,
  ppa_required: false,
  ig,
});
