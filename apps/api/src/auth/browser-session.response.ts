import type { Count } from '../http/field-types';
import { UserResponse } from '../responses/user.response';
import type { TokenResponse } from './token.response';

/** A session whose refresh token is in a cookie. */
export class BrowserSessionResponse {
  /**
   * JWT for `Authorization: Bearer …`; keep it in memory only.
   * @example "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIwMTk5In0.c2ln"
   */
  access_token: string;

  /** Scheme of the `Authorization` header for the access token. */
  token_type: 'bearer';

  /**
   * Seconds until the access token expires.
   * @example 900
   */
  expires_in: Count;

  /** The signed-in user. */
  user: UserResponse;

  static of({ access_token, token_type, expires_in, user }: TokenResponse): BrowserSessionResponse {
    return { access_token, token_type, expires_in, user };
  }
}
