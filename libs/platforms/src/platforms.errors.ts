import { defineError } from '@app/core';

export const platformNotConfigured = defineError({
  code: 'platform_not_configured',
  kind: 'unavailable',
  title: 'The platform is not configured',
  detail: 'This installation has no app registered with the platform.',
  help: 'Contact the operator of this installation. GET /api/platforms shows which platforms are available.',
  retryable: false,
  operatorHelp: 'Register an app with the platform and set its variables, for example TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET.',
});
export const platformUnavailable = defineError({ code: 'platform_unavailable', kind: 'unavailable', title: 'The platform does not answer as expected', help: 'Retry in a few minutes. The connection of the account is unchanged.' });
export const platformRateLimited = defineError({ code: 'platform_rate_limited', kind: 'rate_limited', title: 'The platform limits our requests', help: 'Retry after the number of seconds in Retry-After, or in an hour if the answer has no such header.' });
export const platformAccessEnded = defineError({ code: 'platform_access_ended', kind: 'conflict', title: 'The platform no longer grants access to the account', help: 'Connect the account again and grant every permission that the platform lists.' });
export const platformAccountDisconnected = defineError({
  code: 'platform_account_disconnected',
  kind: 'conflict',
  title: 'The account of the post was disconnected',
  detail: 'The post belonged to an account that is no longer connected, so it can no longer be published.',
  help: 'Connect the account and start a new upload for it, or download the finished video and publish it on the platform.',
});
export const platformActionRequired = defineError({ code: 'platform_action_required', kind: 'conflict', title: 'The platform requires an action of the account owner', help: 'Sign in to the platform, complete what it requires, then check the account again.' });
export const platformMisconfigured = defineError({
  code: 'platform_misconfigured',
  kind: 'unavailable',
  title: 'The platform refuses this installation',
  help: 'Contact the operator of this installation. The account itself is in order.',
  retryable: false,
  operatorHelp: "Check the app's id, secret, redirect addresses and review status on the platform.",
});
export const platformRefused = defineError({ code: 'platform_refused', kind: 'upstream_failed', title: 'The platform refused the request', help: '`platform_code` is the code of the platform. Quote it with the `request_id` when you ask for help.', retryable: false });
export const oauthStateInvalid = defineError({ code: 'oauth_state_invalid', kind: 'conflict', title: 'The connection attempt is unknown, used, expired or from another browser', detail: 'No open attempt in this browser has this state.', help: 'Start connecting the account again, in the same browser.' });
export const oauthDenied = defineError({ code: 'oauth_denied', kind: 'conflict', title: 'Access was denied on the platform', detail: 'The platform reports that the person refused.', help: 'Connect the account again and allow access.' });
export const oauthFailed = defineError({
  code: 'oauth_failed',
  kind: 'upstream_failed',
  title: 'The platform did not complete the connection',
  detail: 'The platform sent the browser back without a code.',
  help: 'Start connecting the account again and grant every permission that the platform lists. Nothing was stored.',
});
export const platformAccountMissing = defineError({
  code: 'platform_account_missing',
  kind: 'conflict',
  title: 'The login has no account that can publish videos',
  detail: 'The platform lists no channel, Page or professional account for this login.',
  help: 'Create a channel, a Page with the right to publish, or a professional account on the platform, and allow access to it.',
});
export const platformAccountMismatch = defineError({
  code: 'platform_account_mismatch',
  kind: 'conflict',
  title: 'Another account was chosen on the platform',
  detail: 'The login on the platform does not give access to the account that was to be reconnected.',
  help: 'To reconnect an account, sign in to the platform with the same account. To add another account, connect it without naming an existing one.',
});
export const accountLimitReached = defineError({ code: 'account_limit_reached', kind: 'forbidden', title: 'The plan has no room for another connected account', help: 'Disconnect an account, or upgrade to `required_tier`. Connected accounts can always be reconnected.' });
export const tooManyAccountGroups = defineError({ code: 'too_many_account_groups', kind: 'conflict', title: 'There are too many groups of accounts', detail: 'The account has 100 groups already.', help: 'Delete a group first; there are at most 100.' });
export const accountGroupNameTaken = defineError({ code: 'account_group_name_taken', kind: 'conflict', title: 'A group with this name exists', detail: 'Names of groups are unique without regard to case.', help: 'Choose another name.' });
export const platformMessageInvalid = defineError({
  code: 'platform_message_invalid',
  kind: 'malformed',
  title: 'The message is not signed by the platform',
  detail: 'The signature does not match the message and the secret of our app.',
  help: 'Only platforms send messages to this address.',
  operatorHelp: "Check the app's secret and the clock of this server.",
});
export const postRefused = defineError({ code: 'post_refused', kind: 'invalid', title: 'The platform would refuse the post', help: 'Correct the texts or choices that the message names, then publish the post again. Nothing was sent.' });
export const postShownOtherwise = defineError({
  code: 'post_shown_otherwise',
  kind: 'upstream_failed',
  title: 'The post has a different audience than requested',
  help: 'The post exists. Change its audience on the platform; if the platform does not allow that, contact the operator of this installation.',
  retryable: false,
  operatorHelp: 'Google locks the videos of a project without an audit as private: request the audit of the YouTube API.',
});
export const dailyPostLimitReached = defineError({
  code: 'daily_post_limit_reached',
  kind: 'conflict',
  title: 'The platform accepts no more posts at that time',
  detail: 'The posts that are published or planned around that time use up the daily limit of the account or of this installation.',
  help: 'Schedule the post at `next_possible_at` or later, cancel another one, or publish to another account. `next_possible_at` is null when there is no room within a week, or when other workspaces publish to the same account.',
});
export const callLimitReached = defineError({
  code: 'platform_call_limit',
  kind: 'rate_limited',
  title: "The post is waiting for the platform's rate limit",
  help: 'No action is needed: it continues at `next_attempt_at`.',
});
export const transfersBusy = defineError({
  code: 'transfers_busy',
  kind: 'rate_limited',
  title: 'The post waits until the worker has sent another large video',
  detail: 'The workers are sending as many large videos as they may send at the same time.',
  help: 'No action is needed: the post continues as soon as one of them is sent. Accounts take turns.',
});
export const publishingNotSupported = defineError({ code: 'publishing_not_supported', kind: 'conflict', title: 'Videos cannot be published on the platform yet', help: 'Download the finished video and publish it on the platform.', retryable: false });
export const publicationUnconfirmed = defineError({
  code: 'publication_unconfirmed',
  kind: 'unavailable',
  title: 'The platform has not confirmed whether the post exists',
  detail: 'The answer to the publishing call was lost, and the platform has no record of the upload.',
  help: 'No action is needed: we keep querying the platform. Check there before you publish the video again.',
});
export const publicationFailed = defineError({ code: 'publication_failed', kind: 'internal', title: 'Publishing the video failed', detail: 'The worker stopped with an error that is not the fault of the video.', help: 'Retry the upload. If it keeps failing, contact support with the `request_id`.' });
export const publicationBusy = defineError({
  code: 'publication_busy',
  kind: 'conflict',
  title: 'The post is being published or was published',
  detail: 'A worker is publishing it, or it is already on the platform.',
  help: 'Read the post: its `status` shows what is possible. A published post can be changed only on the platform.',
});
export const publicationChanged = defineError({ code: 'publication_changed', kind: 'conflict', title: 'The post has changed since it was read', detail: 'The revision in If-Match is not the current one.', help: 'Read the post again and repeat the change with its new `ETag`.' });
