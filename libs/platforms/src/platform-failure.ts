import type { AppError, ErrorFactory } from '@app/core';
import {
  platformAccessEnded,
  platformActionRequired,
  platformMisconfigured,
  platformRateLimited,
  platformRefused,
  platformUnavailable,
} from './platforms.errors';

const FAILURE_CLASSES = [
  'transient',
  'resync',
  'outcome_unknown',
  'not_ready',
  'session_lost',
  'rate_limited',
  'quota_exhausted',
  'token_expired',
  'reconnect_required',
  'account_action',
  'app_config',
  'media_rejected',
  'metadata_rejected',
  'policy_rejected',
  'cancelled',
  'unknown',
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** The classes of failures, the same for all platforms, with the error that callers get. */
const ERRORS = {
  /** A network fault, a 5xx, or the platform tells us to try again. */
  transient: platformUnavailable,
  /** The platform's offset differs from ours; query it. */
  resync: platformUnavailable,
  /** A call that publishes got no answer; query its outcome. */
  outcome_unknown: platformUnavailable,
  /** The platform still processes the video. */
  not_ready: platformUnavailable,
  /** An upload session ended before anything was published. */
  session_lost: platformUnavailable,
  /** A short limit. */
  rate_limited: platformRateLimited,
  /** A daily limit of the account or of our app. */
  quota_exhausted: platformRateLimited,
  /** The access token is too old. */
  token_expired: platformAccessEnded,
  /** The grant ended, or lacks a permission. */
  reconnect_required: platformAccessEnded,
  /** The account owner must do something at the platform. */
  account_action: platformActionRequired,
  /** Our app is at fault: its secret, review or quota. */
  app_config: platformMisconfigured,
  media_rejected: platformRefused,
  metadata_rejected: platformRefused,
  policy_rejected: platformRefused,
  cancelled: platformRefused,
  /** The platform's code is in no table. */
  unknown: platformRefused,
} as const satisfies Record<FailureClass, ErrorFactory>;

/** The class of each code of a platform. */
export type FailureTable = Readonly<Record<string, FailureClass>>;

/** One failure, as the platform reported it. */
export interface PlatformFailure {
  class: FailureClass;
  /** The platform's own code; `no_answer` and `unreadable_answer` are ours. */
  code: string;
  /** Status of the HTTP answer; null when there was none. */
  status: number | null;
  /** The platform's id of the request. */
  traceId?: string;
  retryAfterSeconds?: number;
}

/** We show and log codes and ids of platforms only if they consist of plain characters. */
const plain = (text: string): string => (/^[\w./:-]{1,100}$/.test(text) ? text : 'unreadable');

/** The error for callers. Its extra members carry the platform's code, never the platform's text. */
export function platformError(label: string, failure: PlatformFailure, cause?: unknown): AppError {
  const code = plain(failure.code);
  const { retryAfterSeconds } = failure;
  return ERRORS[failure.class](`${label} answered ${failure.status ?? 'nothing'} (${code}).`, {
    cause,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    extra: {
      failure: failure.class,
      platform_code: code,
      platform_status: failure.status,
      ...(failure.traceId !== undefined && { platform_trace_id: plain(failure.traceId) }),
    },
  });
}

/** The error for a post that the platform accepted and then failed. @param code the platform's reason */
export const acceptedPostFailed = (failure: FailureClass, code: string): AppError =>
  ERRORS[failure]('The platform removed the post after it had accepted it.', {
    extra: { failure, platform_code: plain(code) },
  });

/** The class of an error that `platformError` made; undefined for any other error. */
export function failureClassOf(error: unknown): FailureClass | undefined {
  const { failure } = ((error as AppError | undefined)?.options?.extra ?? {}) as { failure?: string };
  return failure !== undefined && failure in ERRORS ? (failure as FailureClass) : undefined;
}

/** The platform's code in an error that `platformError` made; undefined for any other error. */
export function platformCodeOf(error: unknown): string | undefined {
  return ((error as AppError | undefined)?.options?.extra as { platform_code?: string } | undefined)?.platform_code;
}

/**
 * The class of a refusal whose body is not the platform's, because it was damaged on the way or comes from a proxy.
 * Without the body, only a status that says that something is gone can be trusted.
 */
export function classOfUnreadable(status: number): FailureClass {
  const known = classOfStatus(status);
  return known === 'unknown' && status >= 400 && status !== 404 && status !== 410 ? 'transient' : known;
}

/** The class of a status, for codes that no table lists. */
export function classOfStatus(status: number): FailureClass {
  if (status === 401) return 'token_expired';
  if (status === 429) return 'rate_limited';
  return status >= 500 ? 'transient' : 'unknown';
}
