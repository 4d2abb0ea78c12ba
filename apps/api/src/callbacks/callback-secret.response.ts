import type { CallbackSecretFacts, IssuedCallbackSecret } from '@app/notifications';
import type { Instant } from '../http/field-types';

export class CallbackSecretResponse {
  /** When the secret was created; null while the account has none and its callbacks are not signed. */
  created_at: Instant | null;

  /** Until when callbacks also carry a signature with the previous secret; null if they do not. */
  previous_expires_at: Instant | null;

  static of(facts: CallbackSecretFacts | undefined): CallbackSecretResponse {
    return {
      created_at: facts?.createdAt.toISOString() ?? null,
      previous_expires_at: facts?.previousExpiresAt?.toISOString() ?? null,
    };
  }
}

export class IssuedCallbackSecretResponse extends CallbackSecretResponse {
  /**
   * The secret itself. Only this answer shows it.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret: string;

  static ofIssued(issued: IssuedCallbackSecret): IssuedCallbackSecretResponse {
    return { ...CallbackSecretResponse.of(issued), secret: issued.secret };
  }
}
