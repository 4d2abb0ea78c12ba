import type { TokenPair, User } from '@app/auth';
import type { Count } from '../http/field-types';

import { UserResponse } from '../responses/user.response';

export class TokenResponse {
  /**
   * JWT for `Authorization: Bearer …`.
   * @example "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk5In0.c2ln"
   */
  access_token: string;

  /**
   * Works once: POST /api/auth/refresh exchanges it for the next pair.
   * @example "rt_8yN2…"
   */
  refresh_token: string;

  /** Scheme of the `Authorization` header for the access token. */
  token_type: 'bearer';

  /**
   * Seconds until the access token expires.
   * @example 900
   */
  expires_in: Count;

  /**
   * Marks this device as known: send it with the next sign-in, unless you keep cookies. Null after a refresh.
   * @example "rw_device_AZnB3m8r.c2ln"
   */
  device_token: string | null;

  /** The signed-in user. */
  user: UserResponse;

  static of(pair: TokenPair & { deviceToken?: string }, user: User): TokenResponse {
    return {
      access_token: pair.accessToken,
      refresh_token: pair.refreshToken,
      token_type: 'bearer',
      expires_in: pair.expiresIn,
      device_token: pair.deviceToken ?? null,
      user: UserResponse.of(user),
    };
  }
}
