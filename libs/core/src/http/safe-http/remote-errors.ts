import { remoteFetchFailed, remoteFetchTimeout } from '../../core.errors';
import { AppError } from '../../errors/app-error';

const TIMEOUTS = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
  'ETIMEOUT',
]);

/** Plain words for each code of undici, Node or OpenSSL. None of them contains an address. */
const REASONS: readonly [RegExp, string][] = [
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/, 'could not be reached'],
  [/^(ESERVFAIL|EREFUSED|EAI_AGAIN|ENOTFOUND)$/, 'could not be resolved'],
  [/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/, 'closed the connection'],
  [/^(HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)/, 'did not answer in valid HTTP'],
  [/CERT|^ERR_TLS|^ERR_SSL|^EPROTO$|SIGNATURE/, 'has no valid certificate'],
];

/** Statuses that the same request may not get again. */
const PASSING_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504]);
const PASSING_CODES = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|ESERVFAIL|EAI_AGAIN)$/;

/** The status of an answer that is not the expected one. */
export class UnexpectedStatus extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

/** Whether the fault may be over in a few seconds: the connection broke, or the server was overloaded. */
export function mayPass(error: unknown): boolean {
  if (!remoteFetchFailed.is(error)) return false;
  const { cause } = error;
  if (cause instanceof UnexpectedStatus) return PASSING_STATUSES.has(cause.status);
  return PASSING_CODES.test(String((cause as { code?: unknown } | undefined)?.code));
}

/** Turns any failure of a remote call into an error of the catalogue. The original is its `cause`, for the log. */
export function remoteError(host: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { code = '', name } = error as { code?: unknown; name?: string };
  if (name === 'TimeoutError' || TIMEOUTS.has(String(code)))
    return remoteFetchTimeout(`${host} took too long.`, { cause: error });
  const [, reason] = REASONS.find(([pattern]) => pattern.test(String(code))) ?? [
    undefined,
    'did not answer as expected',
  ];
  return remoteFetchFailed(`${host} ${reason}.`, { cause: error });
}
