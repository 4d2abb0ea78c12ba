import type { HostAddresses } from '../emulator';
import { AuthorizationCodes } from '../platform/authorization-codes';
import { PlatformWorld } from '../platform/platform-world';
import { NAMED_FAULTS } from './named-faults';
import type {
  Publication,
  TikTokApp,
  TikTokBehaviour,
  TikTokGrant,
  TikTokKnobs,
  TikTokUser,
  WebhookMood,
} from './tiktok-objects';

export const TIKTOK_SCOPES = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.publish',
  'video.upload',
  'video.list',
];

/** TikTok: users, the grants that they gave to our app, and publications. */
export class TikTokWorld extends PlatformWorld {
  readonly app: TikTokApp = {
    client_id: 'emulator-tiktok-key',
    client_secret: 'emulator-tiktok-secret',
    redirect_uris: null,
    audited: true,
    active_user_cap: 5,
    verified_prefixes: [],
    access_ttl: 7_200,
    refresh_ttl: 15_552_000,
    webhook_url: null,
    expect_rate: false,
  };
  readonly knobs: TikTokKnobs = {
    oauth_error_status: 200,
    old_access_dies: false,
    re_put: 416,
    range_header: 'count',
    retention_days: 7,
    expired_upload: 'fails',
  };
  readonly webhooks: WebhookMood = { copies: 1, delay_seconds: 0, age_seconds: 0, has_bad_signature: false };
  readonly users = new Map<string, TikTokUser>();
  readonly codes = new AuthorizationCodes();
  readonly grants: TikTokGrant[] = [];
  readonly accessTokens = new Map<string, { grant: TikTokGrant; expiresAt: number }>();
  readonly publications = new Map<string, Publication>();
  /** Users whose options our app has queried. */
  readonly informed = new Set<string>();
  private readonly behaviours = new Map<string, TikTokBehaviour>();

  constructor(hosts: HostAddresses) {
    super(hosts, NAMED_FAULTS);
    Object.assign(this.user('7a1c5b0e-0000-4000-8000-00000000000a'), { username: 'riding.ria', display_name: 'Ria' });
    Object.assign(this.user('7a1c5b0e-0000-4000-8000-00000000000b'), {
      username: 'private.pat',
      display_name: 'Pat',
      is_private: true,
    });
  }

  user(openId: string): TikTokUser {
    const user: TikTokUser = this.users.get(openId) ?? {
      open_id: openId,
      union_id: `u-${openId}`,
      username: `user.${openId.slice(-4)}`,
      display_name: `User ${openId.slice(-4)}`,
      avatar_url: `https://p16.tiktokcdn.com/${openId}.jpeg`,
      is_private: false,
      max_duration_sec: 300,
      comment_disabled: false,
      duet_disabled: false,
      stitch_disabled: false,
      can_post: 'ok',
      other_posts: 0,
      pending_shares: 0,
    };
    this.users.set(openId, user);
    return user;
  }

  behaviour(openId: string): TikTokBehaviour {
    const behaviour = this.behaviours.get(openId) ?? {
      process_ms: 3_000,
      moderation_ms: 2_000,
      outcome: 'ok',
      is_stuck: false,
      inbox_finished_after_ms: null,
    };
    this.behaviours.set(openId, behaviour);
    return behaviour;
  }

  expire(openId: string, kind: string): void {
    const past = this.now() - 1;
    for (const grant of this.grants)
      if (grant.user.open_id === openId && kind === 'refresh') grant.refreshExpiresAt = past;
    for (const token of this.accessTokens.values())
      if (token.grant.user.open_id === openId && kind === 'access') token.expiresAt = past;
  }

  logId(): string {
    const stamp = this.clock.iso().replace(/\D/g, '').slice(0, 14);
    return `${stamp}${this.ids.hex(18).toUpperCase()}`;
  }
}
