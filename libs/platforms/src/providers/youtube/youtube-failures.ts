import type { FailureReader } from '../../platform-client';
import { classOfStatus, type FailureTable } from '../../platform-failure';

/** Codes of Google's token endpoint, and reasons of the Data API (developers.google.com/youtube/v3/docs/errors). */
export const YOUTUBE_FAILURES: FailureTable = {
  // OAuth.
  invalid_grant: 'reconnect_required',
  invalid_token: 'reconnect_required',
  invalid_client: 'app_config',
  unauthorized_client: 'app_config',
  redirect_uri_mismatch: 'app_config',
  // Every method.
  authError: 'token_expired',
  youtubeSignupRequired: 'account_action',
  insufficientPermissions: 'reconnect_required',
  quotaExceeded: 'quota_exhausted',
  dailyLimitExceeded: 'quota_exhausted',
  rateLimitExceeded: 'rate_limited',
  userRateLimitExceeded: 'rate_limited',
  accessNotConfigured: 'app_config',
  authenticatedUserAccountSuspended: 'account_action',
  authenticatedUserAccountClosed: 'account_action',
  channelSuspended: 'account_action',
  channelClosed: 'account_action',
  forbidden: 'account_action',
  // Uploads.
  uploadLimitExceeded: 'quota_exhausted',
  invalidTitle: 'metadata_rejected',
  invalidDescription: 'metadata_rejected',
  invalidTags: 'metadata_rejected',
  invalidCategoryId: 'metadata_rejected',
  invalidPublishAt: 'metadata_rejected',
  invalidVideoMetadata: 'metadata_rejected',
  invalidRecordingDetails: 'metadata_rejected',
  invalidFilename: 'metadata_rejected',
  defaultLanguageNotSet: 'metadata_rejected',
  forbiddenPrivacySetting: 'metadata_rejected',
  forbiddenLicenseSetting: 'metadata_rejected',
  // Steps after the upload.
  invalidImage: 'media_rejected',
  playlistNotFound: 'metadata_rejected',
  commentsDisabled: 'metadata_rejected',
  processingFailure: 'transient',
};

interface GoogleAnswer {
  error?: string | { errors?: { reason?: string }[]; status?: string };
}

export const readYoutubeFailure: FailureReader = ({ status, json }) => {
  const { error } = (json ?? {}) as GoogleAnswer;
  if (status < 300 && error === undefined) return undefined;
  const code = typeof error === 'string' ? error : (error?.errors?.[0]?.reason ?? error?.status);
  return { class: YOUTUBE_FAILURES[code ?? ''] ?? classOfStatus(status), code: code ?? String(status) };
};
