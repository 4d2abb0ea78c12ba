import { defineError } from './errors/app-error';

export const malformedRequest = defineError({ code: 'malformed_request', kind: 'malformed', title: 'The request could not be read', help: 'Correct what `detail` names. Bodies are JSON in UTF-8; in a URL, `%` precedes two hexadecimal digits.' });
export const invalidInput = defineError({ code: 'invalid_input', kind: 'invalid', title: 'The input is not valid', detail: 'At least one field of the request has a value that is not allowed.', help: 'Correct every field listed in `errors`.' });
export const authenticationRequired = defineError({ code: 'authentication_required', kind: 'unauthenticated', title: 'A valid credential is required', detail: 'The request carries no credential, or one that is unknown, expired or revoked.', help: 'Send a valid credential as `Authorization: Bearer <credential>`.' });
export const accessDenied = defineError({ code: 'access_denied', kind: 'forbidden', title: 'This credential lacks permission', detail: 'Its role or its scopes do not include this operation.', help: 'Use a credential with the required role or scope.' });
export const notFound = defineError({ code: 'not_found', kind: 'not_found', title: 'The resource does not exist', detail: 'Nothing exists under this path, or this account may not see it.', help: 'Check the path and the id. Resources of other accounts get the same answer.' });
export const methodNotAllowed = defineError({ code: 'method_not_allowed', kind: 'method_not_allowed', title: 'This path does not support this method', help: 'Use one of the methods in the `Allow` header. /docs lists the methods of each path.' });
export const payloadTooLarge = defineError({ code: 'payload_too_large', kind: 'too_large', title: 'The request body is too large', help: 'Stay within the limit that the detail names; send files through presigned URLs.' });
export const payloadTooComplex = defineError({ code: 'payload_too_complex', kind: 'malformed', title: 'The request body is nested too deeply or has too many values', help: 'Stay within 64 levels, and send fewer values.' });
export const requestTimeout = defineError({ code: 'request_timeout', kind: 'too_slow', title: 'The request did not arrive in time', detail: 'The connection delivered no complete request within the time limit.', help: 'Send the whole request within 15 seconds. Send files through presigned URLs.' });
export const headersTooLarge = defineError({ code: 'headers_too_large', kind: 'headers_too_large', title: 'The request headers are too large', detail: 'The URL and the headers together exceed 16 kB.', help: 'Keep the URL and all headers within 16 kB.' });
export const unsupportedMediaType = defineError({ code: 'unsupported_media_type', kind: 'unsupported_media', title: 'The content type is not supported', help: 'Send application/json without a content encoding.' });
export const rateLimited = defineError({ code: 'rate_limited', kind: 'rate_limited', title: 'Too many requests', detail: 'The budget for this kind of request is used up.', help: 'Wait for the number of seconds in Retry-After. The RateLimit headers show the remaining budget.' });
export const tooManyEventStreams = defineError({ code: 'too_many_event_streams', kind: 'rate_limited', title: 'Too many event streams are open', help: 'Close streams that you no longer read, or poll the job instead.' });
export const idempotencyKeyInvalid = defineError({ code: 'idempotency_key_invalid', kind: 'malformed', title: 'The Idempotency-Key is not valid', detail: 'The header is empty, too long, or contains characters that are not visible ASCII.', help: 'Send 1 to 255 visible ASCII characters, for example a UUID.' });
export const idempotencyKeyReused = defineError({
  code: 'idempotency_key_reused',
  kind: 'conflict',
  title: 'The Idempotency-Key was already used with a different request',
  detail: 'An earlier request of this caller has the same key and another path or body.',
  help: 'Use a new key for every new request. Keys expire after 24 hours.',
});
export const idempotencyNotSupported = defineError({
  code: 'idempotency_not_supported',
  kind: 'malformed',
  title: 'This request takes no Idempotency-Key',
  detail: 'Its answer shows a secret only once and is not stored, so the request cannot be repeated safely.',
  help: 'Leave the header out. If the answer was lost, look for what the request created, and remove or replace it.',
});
export const idempotencyInProgress = defineError({ code: 'idempotency_in_progress', kind: 'conflict', title: 'The first request with this Idempotency-Key is still in progress', detail: 'Its response does not exist yet.', help: 'Retry after a moment with the same key and body.', retryable: true });
export const databaseUnavailable = defineError({ code: 'database_unavailable', kind: 'unavailable', title: 'The database cannot be reached', help: 'Retry after the number of seconds in Retry-After.' });
export const shuttingDown = defineError({ code: 'shutting_down', kind: 'unavailable', title: 'This process is shutting down', detail: 'It finishes running requests and accepts no new ones.', help: 'Retry; another process will answer.' });
export const internalError = defineError({ code: 'internal_error', kind: 'internal', title: 'Something went wrong on our side', detail: 'The request failed with an unexpected error, which was logged.', help: 'Retry later. If it keeps failing, contact support with the `request_id`.' });
export const urlNotAllowed = defineError({ code: 'url_not_allowed', kind: 'invalid', title: 'The URL may not be fetched', help: 'Use a public http(s) URL without credentials.' });
export const remoteFetchFailed = defineError({ code: 'remote_fetch_failed', kind: 'upstream_failed', title: 'A remote server did not answer as expected', help: 'Check that the URL is reachable from the internet and answers with status 200.' });
export const remoteFetchTimeout = defineError({ code: 'remote_fetch_timeout', kind: 'upstream_timeout', title: 'A remote server took too long', help: 'Retry, or serve the file from a faster host.' });
export const remoteFileTooLarge = defineError({ code: 'remote_file_too_large', kind: 'invalid', title: 'A remote file is too large', help: 'Use a smaller file.' });
export const rowLeaseHeld = defineError({ code: 'row_lease_held', kind: 'conflict', title: 'Another worker is processing this right now', help: 'No action is needed: the other worker continues.', retryable: true, isInternal: true });
export const rowLeaseLost = defineError({ code: 'row_lease_lost', kind: 'conflict', title: 'Another worker took over', detail: 'The lease on the row has expired or belongs to another worker.', help: 'No action is needed: the other worker finishes the work.', retryable: true, isInternal: true });
export const sealBroken = defineError({
  code: 'seal_broken',
  kind: 'internal',
  title: 'A stored secret cannot be decrypted',
  detail: 'No key of the key ring opens it, or its bytes were altered.',
  help: 'Reconnect the account or set up the secret again.',
  retryable: false,
  isInternal: true,
  operatorHelp: 'It was altered, or TOKEN_ENC_KEYS lacks its key.',
});
