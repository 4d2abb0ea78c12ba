import {
  type AccountCapabilities,
  type AccountChoice,
  type AccountGroup,
  accountStatus,
  type CreatorInfo,
  type PlatformAccount,
  REMEDIES,
} from '@app/platforms';
import type { PlatformTexts } from '@app/uploads';
import type { Count, Instant, Url, Uuid } from '../http/field-types';

export class PlatformAccountResponse {
  /** Our id of the connection. */
  id: Uuid;

  /**
   * The platform's id of the account.
   * @example "UCabcdefghijklmnopqrstuv"
   */
  account_id: string;

  /**
   * Name that the platform shows.
   * @example "Ada's rides"
   */
  name: string;

  /**
   * Handle on the platform; null if it has none.
   * @example "adarides"
   */
  username: string | null;

  /**
   * Address of the picture; null if there is none.
   * @example "https://example.com/avatar.jpg"
   */
  avatar: string | null;

  /** `expiring`: the access ends within 14 days unless the account is reconnected. */
  status: 'active' | 'expiring' | 'needs_reconnection';

  /** Why it needs to be reconnected; null while it works. */
  problem: 'access_ended' | 'action_required' | null;

  /**
   * What to do about the problem; null while it works.
   * @example "Connect the account again and grant every permission that the platform lists."
   */
  remedy: string | null;

  /** When it was first connected. */
  connected_at: Instant;

  /** When something was last published with it; null before. */
  last_used_at: Instant | null;

  /** `draft` sends videos to the inbox of the platform's app; `metrics` reads views and likes. */
  capabilities: ('publish' | 'draft' | 'metrics')[];

  /**
   * Permissions without which the account cannot publish: connect it again and allow them.
   * @example ["video.publish"]
   */
  missing_scopes: string[];

  static of(account: PlatformAccount, { can, missingScopes }: AccountCapabilities): PlatformAccountResponse {
    return {
      id: account.id,
      account_id: account.externalId,
      name: account.name,
      username: account.username,
      avatar: account.avatarUrl,
      status: accountStatus(account),
      problem: account.problem,
      remedy: account.problem && REMEDIES[account.problem],
      connected_at: account.connectedAt.toISOString(),
      last_used_at: account.lastUsedAt?.toISOString() ?? null,
      capabilities: [...can],
      missing_scopes: [...missingScopes],
    };
  }
}

export class TextLimitResponse {
  /** The longest text, in `unit`. */
  most: Count;

  /** `utf16`: code units of UTF-16; `code_points`: characters of Unicode; `bytes`: of UTF-8. */
  unit: 'utf16' | 'code_points' | 'bytes';
}

export class TextLimitsResponse {
  /** Limit of a title. */
  title: TextLimitResponse;

  /** Limit of a caption with its hashtags. */
  caption: TextLimitResponse;

  static of({ title, caption }: PlatformTexts): TextLimitsResponse {
    return { title: { ...title }, caption: { ...caption } };
  }
}

export class PlatformListResponse {
  /** Connected accounts by platform, in the order in which they were connected. */
  platforms: Record<string, PlatformAccountResponse[]>;

  /** Whether accounts of each platform can be connected on this installation. */
  configured: Record<string, boolean>;

  /** What each platform takes of a title and a caption; the texts of an upload are shortened to it. */
  text_limits: Record<string, TextLimitsResponse>;

  /** Connected accounts of all platforms. */
  total_accounts: Count;

  /** Accounts that the plan has room for. */
  max_accounts: Count;

  /** Whether another account can be connected. Connected ones can always be reconnected. */
  can_add_more: boolean;
}

export class ConnectedAccountsResponse {
  /** The accounts that are now connected. */
  accounts: PlatformAccountResponse[];
}

export class AuthorizationResponse {
  /** Where to send the browser. */
  auth_url: Url;

  /**
   * Comes back from the platform; valid once, for ten minutes, in this browser.
   * @example "pRkq0WZ0yS1bXo2wYJx3kq1J0V1n0gqv3Zk0b4vN1cE"
   */
  state: string;
}

export class DisconnectionResponse {
  /** Always `disconnected`. */
  status: 'disconnected';

  /**
   * Whether the access has ended on the platform as well. False when other connected accounts use the same login, or
   * when the platform does not answer. Remove the app in the platform's own settings to end it there.
   */
  provider_revoked: boolean;
}

export class DailyPostsResponse {
  /** Posts of the last 24 hours. */
  used: Count;

  /** Posts that the platform accepts in 24 hours. */
  limit: Count;
}

export class CreatorInfoResponse {
  /** Whether the platform accepts posts of the account now. */
  can_post: boolean;

  /**
   * The platform's code for the refusal; null if it accepts posts.
   * @example "spam_risk_too_many_posts"
   */
  refused_by: string | null;

  /**
   * Privacy settings that the account may choose, in the platform's words.
   * @example ["PUBLIC_TO_EVERYONE","SELF_ONLY"]
   */
  privacy_options: string[];

  /**
   * Longest video in seconds; null if no limit is known.
   * @example 600
   */
  max_duration_seconds: number | null;

  /** Interactions that the account has switched off for all its posts. */
  disabled: ('comments' | 'duet' | 'stitch')[];

  /** Posts through the API; null if the platform does not say. */
  daily_posts: DailyPostsResponse | null;

  static of(info: CreatorInfo): CreatorInfoResponse {
    return {
      can_post: info.canPost,
      refused_by: info.refusedBy,
      privacy_options: [...info.privacyOptions],
      max_duration_seconds: info.maxSeconds,
      disabled: [...info.disabled],
      daily_posts: info.daily && { ...info.daily },
    };
  }
}

export class CandidateResponse {
  /**
   * The platform's id of the account.
   * @example "104857600000001"
   */
  account_id: string;

  /**
   * Name that the platform shows.
   * @example "Ada's rides"
   */
  name: string;

  /**
   * Handle on the platform; null if it has none.
   * @example "adarides"
   */
  username: string | null;

  /**
   * Address of the picture; null if there is none.
   * @example "https://example.com/avatar.jpg"
   */
  avatar: string | null;
}

export class AccountChoiceResponse {
  /** Id of the choice. */
  id: Uuid;

  /**
   * The platform.
   * @example "facebook"
   */
  platform: string;

  /** The accounts to choose from. */
  accounts: CandidateResponse[];

  /** Until when the choice can be made. */
  expires_at: Instant;

  static of(id: string, { platform, candidates, expiresAt }: AccountChoice): AccountChoiceResponse {
    const accounts = candidates.map(({ externalId, name, username, avatarUrl }) => ({
      account_id: externalId,
      name,
      username,
      avatar: avatarUrl,
    }));
    return { id, platform, accounts, expires_at: expiresAt.toISOString() };
  }
}

export class AccountGroupResponse {
  /** Id of the group. */
  id: Uuid;

  /**
   * Name of the group.
   * @example "Motorsport"
   */
  name: string;

  /** Ids of its connected accounts. */
  account_ids: Uuid[];

  /** When it was created. */
  created_at: Instant;

  static of({ id, name, accountIds, createdAt }: AccountGroup): AccountGroupResponse {
    return { id, name, account_ids: accountIds, created_at: createdAt.toISOString() };
  }
}

export class AccountGroupListResponse {
  /** All groups, by name. */
  groups: AccountGroupResponse[];
}
