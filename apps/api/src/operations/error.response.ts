import type { Count, Url } from '../http/field-types';

export class ErrorResponse {
  /**
   * Stable word to test for in programs.
   * @example "invalid_input"
   */
  code: string;

  /**
   * HTTP status that the error comes with.
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

  /** Whether the same request can succeed later without a change. */
  retryable: boolean;

  /** `type` of the problem document. */
  type: Url;
}

export class ErrorListResponse {
  /** All errors, sorted by code. */
  errors: ErrorResponse[];
}
