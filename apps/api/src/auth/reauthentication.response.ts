import type { Instant } from '../http/field-types';

export class ReauthenticationResponse {
  /** Until when this session may make keys and change how the account is signed in to. */
  recent_until: Instant;
}
