import type { FailureReader } from '../../platform-client';
import { classOfStatus, classOfUnreadable, type FailureTable } from '../../platform-failure';
import type { FailedPostClass } from '../../video-publisher';

/** TikTok's codes (developers.tiktok.com, "TikTok API v2 error handling", and each endpoint's page). */
export const TIKTOK_FAILURES: FailureTable = {
  // OAuth, sometimes with status 200.
  invalid_grant: 'reconnect_required',
  invalid_client: 'app_config',
  unauthorized_client: 'app_config',
  invalid_scope: 'app_config',
  // Every endpoint.
  access_token_invalid: 'token_expired',
  scope_not_authorized: 'reconnect_required',
  scope_permission_missed: 'reconnect_required',
  rate_limit_exceeded: 'rate_limited',
  internal_error: 'transient',
  invalid_param: 'metadata_rejected',
  invalid_params: 'metadata_rejected',
  // Posting.
  spam_risk_too_many_posts: 'quota_exhausted',
  spam_risk_too_many_pending_share: 'quota_exhausted',
  reached_active_user_cap: 'quota_exhausted',
  spam_risk_user_banned_from_posting: 'policy_rejected',
  spam_risk: 'policy_rejected',
  spam_risk_text: 'policy_rejected',
  unaudited_client_can_only_post_to_private_accounts: 'app_config',
  url_ownership_unverified: 'app_config',
  privacy_level_option_mismatch: 'metadata_rejected',
  app_version_check_failed: 'account_action',
  invalid_publish_id: 'session_lost',
};

/** The class of a `fail_reason`, for a post that TikTok accepted and then failed. */
export const FAILED_POSTS: Readonly<Record<string, FailedPostClass>> = {
  internal: 'transient',
  video_pull_failed: 'transient',
  file_format_check_failed: 'media_rejected',
  duration_check_failed: 'media_rejected',
  frame_rate_check_failed: 'media_rejected',
  picture_size_check_failed: 'media_rejected',
  publish_cancelled: 'cancelled',
  auth_removed: 'reconnect_required',
  spam_risk_too_many_posts: 'quota_exhausted',
  spam_risk: 'policy_rejected',
  spam_risk_text: 'policy_rejected',
  spam_risk_user_banned_from_posting: 'policy_rejected',
};

/** Posting codes that `creator_info` reports with status 200 and its data. */
export const TIKTOK_POSTING_REFUSALS: readonly string[] = [
  'spam_risk_too_many_posts',
  'spam_risk_user_banned_from_posting',
  'reached_active_user_cap',
];

interface TiktokAnswer {
  /** The error is a string for OAuth, and for every other endpoint an object whose code is `ok` after success. */
  error?: string | { code?: string; log_id?: string };
  log_id?: string;
}

export const readTiktokFailure: FailureReader = ({ status, json }) => {
  const { error, log_id } = (json ?? {}) as TiktokAnswer;
  const code = typeof error === 'string' ? error : error?.code;
  const isOk = status < 300 && (code === undefined || code === 'ok' || code === '');
  if (isOk) return undefined;
  const known = typeof code === 'string' && code !== 'ok' ? TIKTOK_FAILURES[code] : undefined;
  const traceId = typeof error === 'object' ? error.log_id : log_id;
  const byStatus = code === undefined ? classOfUnreadable(status) : classOfStatus(status);
  return { class: known ?? byStatus, code: String(code ?? status), traceId };
};

/** The address of an upload answers without a body. It ends after an hour. */
export const readUploadFailure: FailureReader = ({ status }) => {
  if (status < 300) return undefined;
  const isGone = status === 403 || status === 404;
  const known = isGone ? 'session_lost' : status === 416 ? 'resync' : classOfStatus(status);
  return { class: known, code: String(status) };
};
