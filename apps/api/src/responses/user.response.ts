import type { User, UserRole } from '@app/auth';
import type { EmailAddress, Instant, Uuid } from '../http/field-types';

export class UserResponse {
  /** Id of the user. */
  id: Uuid;

  /** Address that the user signs in with. */
  email: EmailAddress;

  /**
   * Name that the user chose.
   * @example "Ada Lovelace"
   */
  name: string;

  /** Role in this installation. */
  role: UserRole;

  /** Whether the address was verified. */
  email_verified: boolean;

  /** When the account was created. */
  created_at: Instant;

  static of(user: User): UserResponse {
    const { id, email, name, role } = user;
    return {
      id,
      email,
      name,
      role,
      email_verified: user.emailVerifiedAt !== null,
      created_at: user.createdAt.toISOString(),
    };
  }
}
