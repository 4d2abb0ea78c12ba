/** A connected account with a valid access token. */
export interface AccountAccess {
  externalId: string;
  accessToken: string;
  /** Null when the platform gave none. */
  refreshToken: string | null;
}
