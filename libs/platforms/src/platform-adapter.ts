import type { ProviderDefinition } from '@app/core';
import type { AccountAccess } from './account-access';
import type { FollowerReader } from './follower-reader';
import { platformMessageInvalid } from './platforms.errors';
import type { PostMetricsReader } from './post-metrics-reader';
import type { VideoPublisher } from './video-publisher';

/** The parameters with which we redirect a browser to the platform. */
export interface AuthorizationRequest {
  /** One of the addresses registered at the platform. */
  redirectUri: string;
  /** Comes back unchanged. */
  state: string;
  /** PKCE, RFC 7636: the SHA-256 of the verifier in base64url. Ignored by platforms without PKCE for web apps. */
  codeChallenge: string;
}

/** The parameters with which the browser comes back. */
export interface AuthorizationGrant {
  code: string;
  redirectUri: string;
  codeVerifier: string;
}

export interface AccountTokens {
  accessToken: string;
  /** Null: it does not expire by itself. */
  accessExpiresAt: Date | null;
  /** Null: the platform gave none, so the stored one stays valid. */
  refreshToken: string | null;
  /** Null: unknown or never. */
  refreshExpiresAt: Date | null;
  /** What the account owner allowed. */
  scopes: readonly string[];
}

export interface AccountProfile {
  /** The platform's id of the account, unchanged. */
  externalId: string;
  name: string;
  username: string | null;
  avatarUrl: string | null;
  /**
   * The login that granted access, unique over all platforms: accounts with the same login lose their access together.
   * Null: unknown.
   */
  login: string | null;
}

/** An account with the tokens that a login gave us. */
export interface GrantedAccount extends AccountProfile {
  tokens: AccountTokens;
}

/** What an account can do with the permissions that it gave. */
export interface AccountCapabilities {
  can: readonly ('publish' | 'draft' | 'metrics')[];
  /** Permissions without which it cannot publish. */
  missingScopes: readonly string[];
}

/** What the account may post right now, according to the platform. */
export interface CreatorInfo {
  canPost: boolean;
  /** The platform's code when it refuses posts; null otherwise. */
  refusedBy: string | null;
  /** In the platform's terms. */
  privacyOptions: readonly string[];
  /** Null: no limit is known. */
  maxSeconds: number | null;
  /** Interactions that the account switched off for all its posts. */
  disabled: readonly ('comments' | 'duet' | 'stitch')[];
  /** Posts of the last 24 hours through the API; null when the platform does not say. */
  daily: { used: number; limit: number } | null;
}

/** How many posts a platform accepts, according to its documentation. */
export type PostLimit =
  /** For each account in any 24 hours. `exempt`: options of posts that the platform does not count. */
  | { per: 'account'; posts: number; exempt?: Readonly<Record<string, string>> }
  /**
   * For all accounts of this installation together, in a day of a time zone. `perOwner`: the share of one workspace.
   */
  | { per: 'app'; posts: number; perOwner: number; timeZone: string };

/** Questions about accounts at a platform whose calls of a day all accounts of this installation share. */
export interface SharedQuestions {
  /** How long an answer is given again. */
  keptSeconds: number;
  /** Questions of one workspace in a day of the time zone. */
  perOwner: number;
  timeZone: string;
}

/** How important the steps are that take units of a platform: those that are less important leave units to the others. */
export const IMPORTANCE = {
  preflight: 'publishing',
  observe: 'publishing',
  find: 'publishing',
  thumbnail: 'follow_up',
  captions: 'follow_up',
  playlist: 'follow_up',
  first_comment: 'follow_up',
  metrics: 'reading',
  followers: 'reading',
  check: 'reading',
  creator_info: 'reading',
} as const;
export type UnitStep = keyof typeof IMPORTANCE;

/** A platform weighs calls in units, of which all accounts of this installation together may take so many in a day. */
export interface SharedUnits {
  perDay: number;
  timeZone: string;
  /** The units that the calls of each step take at most. */
  of: Readonly<Record<UnitStep, number>>;
}

/** How often a platform allows one kind of call for one account, in any period of this length. */
export interface CallLimit {
  calls: number;
  seconds: number;
  /** The limit in words for the owner of the account: `TikTok accepts 6 new uploads of an account in a minute`. */
  rule: string;
}

/** How much of the calls that a platform accepts for one account is used up. */
export interface CallUsage {
  /** Used percentage of the limit that is used up most. */
  percent: number;
  /** Seconds until the platform accepts calls again; undefined while it accepts them. */
  secondsToRegain: number | undefined;
}

/** A message of a platform, as it arrived. */
export interface PlatformMessage {
  body: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Port: one platform. All methods throw the errors of `platformError`; only `reconnect_required`, `token_expired` and
 * `account_action` concern the account, all others leave it as it is.
 */
export abstract class PlatformAdapter {
  /** The name in its definition; stored with every account. */
  abstract readonly name: string;
  /** Name for people. */
  abstract readonly label: string;

  /** The page at which the account owner allows access. */
  abstract authorizeUrl(request: AuthorizationRequest): string;

  /**
   * Exchanges the code, once, and reads the accounts that it gives access to; empty when there are none. The reading
   * proves that the tokens work.
   */
  abstract connect(grant: AuthorizationGrant): Promise<GrantedAccount[]>;

  /** New tokens. Some platforms end the former refresh token at once: store the new one before using anything. */
  abstract refresh(account: AccountAccess & { refreshToken: string }): Promise<AccountTokens>;

  /** Checks at the platform, without changing anything, whether the access still works. */
  abstract check(account: AccountAccess): Promise<void>;

  /** Ends the access of the whole login. Succeeds when it ended before. */
  abstract revoke(account: AccountAccess): Promise<void>;

  abstract creatorInfo(account: AccountAccess): Promise<CreatorInfo>;

  /**
   * Reads a signed message of the platform: the `login` whose owner revoked the access; undefined for a message about
   * something else.
   * @throws platform_message_invalid when the platform did not sign it
   */
  removedLogin(_message: PlatformMessage): string | undefined {
    throw platformMessageInvalid(`${this.label} sends no messages.`);
  }

  /**
   * A code that proves to a person that we deleted their data at this moment; `deletedAt` reads the moment from it.
   * Undefined for platforms through which people cannot request the deletion.
   */
  deletionCode(_at: Date): string | undefined {
    return undefined;
  }

  /** When the data of the person with this code was deleted; undefined for a code that is not ours. */
  deletedAt(_code: string): Date | undefined {
    return undefined;
  }

  /**
   * The usage of the calls for the account, as the latest answer of the platform reported it; undefined when no answer
   * has reported it since the last call of this method.
   */
  takeUsage(_account: AccountAccess): CallUsage | undefined {
    return undefined;
  }

  /** Seconds for which the platform blocks posts of the account when it has refused one with this code; 0: it does not. */
  blockSecondsOf(_code: string): number {
    return 0;
  }

  abstract capabilitiesOf(scopes: readonly string[]): AccountCapabilities;

  /** Permissions without which the platform refuses a post with these options. */
  missingScopes(scopes: readonly string[], _options?: Readonly<Record<string, unknown>>): readonly string[] {
    return this.capabilitiesOf(scopes).missingScopes;
  }

  /** Permissions without which the platform refuses steps that a post with these options requests after it is live. */
  missingForSteps(_scopes: readonly string[], _options?: Readonly<Record<string, unknown>>): readonly string[] {
    return [];
  }

  /** Undefined: none that depends on the number of posts alone. */
  readonly postLimit?: PostLimit;

  /** Undefined: the platform counts the calls of each account by itself. */
  readonly sharedUnits?: SharedUnits;

  /** Undefined: the platform counts the questions of each account by itself. */
  readonly sharedQuestions?: SharedQuestions;

  /**
   * Limits for the calls of one account; a step without one has none that is documented. `open` begins an upload,
   * `transfer` continues it, `observe` queries whether a post is live.
   */
  readonly callLimits: Readonly<Partial<Record<'open' | 'transfer' | 'observe', CallLimit>>> = {};

  /** Publishes videos; undefined for a platform to which we cannot publish yet. */
  readonly publisher?: VideoPublisher;

  /**
   * Reads the figures of live posts, for accounts with the capability `metrics`; undefined for a platform that reports
   * none.
   */
  readonly metrics?: PostMetricsReader;

  /** Reads how many people follow an account; undefined for a platform that does not report it. */
  readonly followers?: FollowerReader;
}

/** A platform, configured or not. */
export interface PlatformProviderDefinition<Adapter extends PlatformAdapter, Name extends string>
  extends ProviderDefinition<Adapter, Name> {
  /** Other names in addresses, of earlier products. */
  readonly aliases?: readonly string[];
}

/** Capabilities by permission: `publish` needs all of `needed`. */
export function capabilities(
  scopes: readonly string[],
  needed: readonly string[],
  optional: Readonly<Partial<Record<'draft' | 'metrics', string>>>,
): AccountCapabilities {
  const missingScopes = needed.filter((scope) => !scopes.includes(scope));
  const more = (['draft', 'metrics'] as const).filter((name) => scopes.includes(optional[name] ?? ''));
  return { can: missingScopes.length === 0 ? ['publish', ...more] : more, missingScopes };
}

/** The moment this many seconds from now; null when the platform named no time. */
export const afterSeconds = (seconds: number | undefined): Date | null =>
  seconds === undefined ? null : new Date(Date.now() + seconds * 1_000);
