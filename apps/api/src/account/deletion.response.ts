import type { Instant } from '../http/field-types';

export class DeletionResponse {
  /** When everything is erased; signing in before then with `keep_account` cancels the deletion. */
  deletes_at: Instant;
}
