import type { FailureReader } from '../../platform-client';
import { classOfStatus, classOfUnreadable, type FailureTable } from '../../platform-failure';

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

/** Google's quotas are those of a day in California. */
export const QUOTA_ZONE = 'America/Los_Angeles';
const DAILY_QUOTAS: readonly string[] = ['quotaExceeded', 'dailyLimitExceeded'];
const [DAY_SECONDS, HOUR_SECONDS] = [86_400, 3_600];
const CLOCK = new Intl.DateTimeFormat('en-GB', {
  timeZone: QUOTA_ZONE,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** The seconds since midnight on the clocks of California. */
function secondsOfDay(at: number): number {
  const [hours = 0, minutes = 0, seconds = 0] = CLOCK.format(at).split(':').map(Number);
  return hours * HOUR_SECONDS + minutes * 60 + seconds;
}

/** The seconds until the next day of Google's quotas begins, also on days of 23 and 25 hours. */
export function secondsUntilNextQuota(now = Date.now()): number {
  const left = DAY_SECONDS - secondsOfDay(now);
  const clock = secondsOfDay(now + left * 1_000);
  return clock > DAY_SECONDS / 2 ? left + DAY_SECONDS - clock : left - clock;
}

/** The pause that a limit requires. The limit of a channel counts the uploads of 24 hours, and each refusal counts for ours. */
function pauseAfter(code: string): { retryAfterSeconds?: number } {
  if (DAILY_QUOTAS.includes(code)) return { retryAfterSeconds: secondsUntilNextQuota() };
  return code === 'uploadLimitExceeded' ? { retryAfterSeconds: DAY_SECONDS } : {};
}

interface GoogleAnswer {
  error?: string | { errors?: { reason?: string }[]; status?: string };
}

export const readYoutubeFailure: FailureReader = ({ status, json }) => {
  const { error } = (json ?? {}) as GoogleAnswer;
  if (status < 300 && error === undefined) return undefined;
  const code = typeof error === 'string' ? error : (error?.errors?.[0]?.reason ?? error?.status);
  if (code === undefined) return { class: classOfUnreadable(status), code: String(status) };
  return { class: YOUTUBE_FAILURES[code] ?? classOfStatus(status), code, ...pauseAfter(code) };
};
