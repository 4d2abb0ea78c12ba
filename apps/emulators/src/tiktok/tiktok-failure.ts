import { Refusal } from '../platform/call';
import type { TikTokWorld } from './tiktok-world';

const MESSAGES: Readonly<Record<string, string>> = {
  access_token_invalid: 'The access token is invalid or not found in the request.',
  scope_not_authorized: 'The user did not authorize the scope required for completing this request.',
  rate_limit_exceeded: 'The API rate limit was exceeded. Please try again later.',
  privacy_level_option_mismatch: 'Privacy level is not in the list of options that the creator has.',
  spam_risk_too_many_posts: 'The daily post cap from the API is reached for the current user.',
  spam_risk_user_banned_from_posting: 'The user is banned from making new posts.',
  spam_risk_too_many_pending_share: 'The maximum of pending shares within 24 hours is reached.',
  reached_active_user_cap: 'The daily quota for active publishing users from your client is reached.',
  unaudited_client_can_only_post_to_private_accounts:
    'Unaudited clients can only post to a private account. Please set your account to private.',
  url_ownership_unverified: 'The ownership of the URL is not verified.',
};

const messageOf = (code: string): string => MESSAGES[code] ?? code;

/** An answer with TikTok's envelope. */
export const envelope = (world: TikTokWorld, data: object, code = 'ok', message?: string): object => ({
  data,
  error: { code, message: message ?? (code === 'ok' ? '' : messageOf(code)), log_id: world.logId() },
});

export const tiktokFailure = (world: TikTokWorld, status: number, code: string, message?: string): Refusal =>
  new Refusal({ status, body: envelope(world, {}, code, message) });

/** Errors of the token endpoint have no envelope, and may come with status 200. */
export const oauthFailure = (world: TikTokWorld, error: string, description: string): Refusal =>
  new Refusal({
    status: world.knobs.oauth_error_status,
    body: { error, error_description: description, log_id: world.logId() },
  });
