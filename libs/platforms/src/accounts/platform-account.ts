/** A connected account, without its tokens. */
export interface PlatformAccount {
  id: string;
  /** The owner whose plan the account counts towards. */
  userId: string;
  platform: string;
  /** The platform's id of the account. */
  externalId: string;
  name: string;
  username: string | null;
  avatarUrl: string | null;
  /** The login that granted access, or null; see `AccountProfile`. */
  login: string | null;
  scopes: string[];
  status: 'active' | 'needs_reconnection';
  /** Why it needs to be reconnected; null while it works. */
  problem: AccountProblem | null;
  /** The platform's code for that. */
  problemCode: string | null;
  /** When the access ends unless it is renewed; null: unknown or never. */
  refreshExpiresAt: Date | null;
  connectedAt: Date;
  checkedAt: Date | null;
  lastUsedAt: Date | null;
}

/** What its owner has to do about an account, by what the platform reported. */
export const REMEDIES = {
  access_ended: 'Connect the account again and grant every permission that the platform lists.',
  action_required: 'Sign in to the platform, complete what it requires, then check the account again.',
} as const;
export type AccountProblem = keyof typeof REMEDIES;

const EXPIRING_MS = 14 * 86_400_000;

/** `expiring`: the access ends within 14 days. */
export function accountStatus({
  status,
  refreshExpiresAt,
}: Pick<PlatformAccount, 'status' | 'refreshExpiresAt'>): 'active' | 'expiring' | 'needs_reconnection' {
  if (status !== 'active' || refreshExpiresAt === null) return status;
  return refreshExpiresAt.getTime() - Date.now() < EXPIRING_MS ? 'expiring' : status;
}
