import type { AppError, ErrorKind, InputFault } from './app-error';

/** One status for each kind of error; a new kind without a status does not compile. */
export const STATUS_BY_KIND: Readonly<Record<ErrorKind, number>> = {
  malformed: 400,
  unauthenticated: 401,
  payment_required: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_slow: 408,
  conflict: 409,
  gone: 410,
  too_large: 413,
  unsupported_media: 415,
  range_not_satisfiable: 416,
  invalid: 422,
  not_ready: 425,
  rate_limited: 429,
  headers_too_large: 431,
  internal: 500,
  upstream_failed: 502,
  unavailable: 503,
  upstream_timeout: 504,
};

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** Enough to correct a request, and few enough to bound the answer to a hostile body. */
const MAX_FAULTS = 100;

/** The body of every error response (RFC 9457). The error's `extra` members are added to these. */
export interface ProblemDetails {
  /** URL of the page that explains this error. */
  type: string;
  title: string;
  status: number;
  detail: string;
  /** What the caller can do about it. */
  help: string;
  code: string;
  request_id: string;
  errors?: readonly InputFault[];
}

/**
 * @param errorsUrl base of `type`, such as `https://api.example.com/errors`
 */
export function toProblem(error: AppError, requestId: string, errorsUrl: string): ProblemDetails {
  const { errors, extra } = error.options;
  const { title, help } = error.definition;
  return {
    ...extra,
    type: `${errorsUrl}/${error.code}`,
    title,
    status: STATUS_BY_KIND[error.kind],
    detail: error.message,
    help,
    code: error.code,
    request_id: requestId,
    ...(errors && { errors: errors.slice(0, MAX_FAULTS) }),
  };
}
