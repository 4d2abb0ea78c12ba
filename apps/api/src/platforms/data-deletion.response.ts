import type { Url } from '../http/field-types';

/** The platform shows both to the user. */
export class DataDeletionResponse {
  /** Address of a page that shows the state of the deletion. */
  url: Url;

  /**
   * Code of the deletion.
   * @example "1795900000-5f1d8c02b7a94e63-3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
   */
  confirmation_code: string;
}
