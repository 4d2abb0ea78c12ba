import type { Instant } from '../http/field-types';

export class ReauthenticationResponse {
  /** Until when this session may create keys and change the account's sign-in. */
  recent_until: Instant;
}
