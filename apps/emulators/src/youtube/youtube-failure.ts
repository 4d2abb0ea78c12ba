import { Refusal } from '../platform/call';

const MESSAGES: Readonly<Record<string, string>> = {
  quotaExceeded: 'The request cannot be completed because you have exceeded your quota.',
  authError: 'Invalid Credentials',
  insufficientPermissions: 'Request had insufficient authentication scopes.',
  youtubeSignupRequired: 'Unauthorized',
  channelSuspended: 'The channel is suspended.',
  uploadLimitExceeded: 'The user has exceeded the number of videos they may upload.',
  forbidden: 'The request is not properly authorized.',
  videoNotFound: 'The video that you are trying to change cannot be found.',
  playlistNotFound: 'The playlist identified with the request cannot be found.',
};
const DOMAINS: Readonly<Record<string, string>> = {
  quotaExceeded: 'youtube.quota',
  authError: 'global',
  insufficientPermissions: 'global',
  youtubeSignupRequired: 'youtube.header',
  uploadLimitExceeded: 'youtube.video',
};

/** The body of an error of Google's APIs. */
export function googleError(status: number, reason: string, more: object = {}): object {
  const message = MESSAGES[reason] ?? reason;
  const error = { message, domain: DOMAINS[reason] ?? 'youtube.video', reason, ...more };
  return {
    error: { code: status, message, errors: [error], ...(reason === 'authError' && { status: 'UNAUTHENTICATED' }) },
  };
}

export function youtubeFailure(status: number, reason: string): Refusal {
  if (reason !== 'authError') return new Refusal({ status, body: googleError(status, reason) });
  return new Refusal({
    status,
    headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' },
    body: googleError(status, reason, { location: 'Authorization', locationType: 'header' }),
  });
}
