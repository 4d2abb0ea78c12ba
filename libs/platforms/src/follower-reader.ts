import type { AccountAccess } from './account-access';

/** Port: reads how many people follow an account. Read-only; throws the errors of `platformError`. */
export abstract class FollowerReader {
  /** The permissions, any of which is enough for the platform to report it. */
  abstract readonly scopes: readonly string[];

  /** Null while the platform does not show the number, for example because the account hides it. */
  abstract read(access: AccountAccess): Promise<number | null>;
}
