import type { Count, Url } from '../http/field-types';

export class ErrorResponse {
  /**
   * Stable code for programs to test.
   * @example "invalid_input"
   */
  code: string;

  /**
   * HTTP status of the error.
   * @example 422
   */
  status: Count;

  /**
   * Short summary; the same every time.
   * @example "The input is not valid"
   */
  title: string;

  /**
   * What the caller can do about it.
   * @example "Correct every field that errors[] names."
   */
  help: string;

  /** Whether the same request can succeed later without changes. */
  retryable: boolean;

  /** `type` of the problem document. */
  type: Url;
}

export class ErrorListResponse {
  /** All errors, sorted by code. */
  errors: ErrorResponse[];
}
