import { defineError } from '@app/core';

export const accountSuspended = defineError({ code: 'account_suspended', kind: 'forbidden', title: 'The account is suspended', detail: 'An administrator has blocked sign-ins and API keys of this account.', help: 'Contact the support of this installation.' });
export const passwordResetRequired = defineError({
  code: 'password_reset_required',
  kind: 'forbidden',
  title: 'The password must be reset first',
  detail: 'All sessions of this account were ended, by an administrator or because a change of address was undone.',
  help: 'Request a reset email with POST /api/auth/password-reset and choose a new password.',
});
export const emailNotVerified = defineError({
  code: 'email_not_verified',
  kind: 'forbidden',
  title: 'The email address of the account is not confirmed',
  detail: 'This operation is open to accounts with a confirmed address only.',
  help: 'Open the link of the confirmation email, or request a new one with POST /api/auth/verify-email/resend.',
});
export const signInBusy = defineError({ code: 'sign_in_busy', kind: 'unavailable', title: 'Too many sign-ins are in progress', detail: 'This server is checking as many passwords as it can at the same time.', help: 'Retry after the number of seconds in Retry-After.' });
export const emailTaken = defineError({ code: 'email_taken', kind: 'conflict', title: 'An account with this email address already exists', detail: 'Every address belongs to at most one account.', help: 'Sign in, or request a password reset.' });
export const tooManyApiKeys = defineError({ code: 'too_many_api_keys', kind: 'conflict', title: 'The account has reached its limit of API keys', help: 'Revoke a key that is no longer used.' });
export const invalidCredentials = defineError({ code: 'invalid_credentials', kind: 'unauthenticated', title: 'The sign-in details are incorrect', detail: 'No account has this combination of email address and password.', help: 'Check them, or request a password reset.' });
export const signInDelayed = defineError({ code: 'sign_in_delayed', kind: 'rate_limited', title: 'Too many failed sign-ins', detail: 'Further attempts for this account or from this address must wait.', help: 'Wait for the number of seconds in Retry-After. A password reset lifts the delay immediately.' });
export const refreshTokenInvalid = defineError({ code: 'refresh_token_invalid', kind: 'unauthenticated', title: 'The refresh token is no longer valid', detail: 'This refresh token was used, revoked or has expired.', help: 'Sign in again.' });
export const linkInvalid = defineError({ code: 'link_invalid', kind: 'invalid', title: 'The link is no longer valid', detail: 'It was used, was replaced by a newer one, or has expired.', help: 'Each link works once and for a limited time. Request a new email.' });
export const apiKeyNotLive = defineError({ code: 'api_key_not_live', kind: 'conflict', title: 'The API key is no longer active', detail: 'It was revoked, has expired, or was replaced by a newer key.', help: 'Create a new key, or rotate the key that replaced it.' });
export const totpRequired = defineError({
  code: 'totp_required',
  kind: 'unauthenticated',
  title: 'A two-factor code is required',
  detail: 'The password is correct, and the account has two-factor authentication.',
  help: 'Repeat the request with `totp`: the six digits shown by the authenticator app, or a recovery code.',
});
export const totpInvalid = defineError({
  code: 'totp_invalid',
  kind: 'unauthenticated',
  title: 'The two-factor code is incorrect or was already used',
  detail: 'The code does not match the current 30 seconds, or an earlier request used it.',
  help: 'Wait for the next code of the authenticator app, or use a recovery code.',
});
export const totpEnabled = defineError({ code: 'totp_enabled', kind: 'conflict', title: 'Two-factor authentication is already on', detail: 'This account asks for a code at every sign-in.', help: 'Turn it off before you set it up again.' });
export const totpNotSetUp = defineError({ code: 'totp_not_set_up', kind: 'conflict', title: 'Two-factor authentication is not set up', detail: 'The account has no secret for an authenticator app.', help: 'Start with POST /api/auth/totp/setup.' });
export const lastAdmin = defineError({ code: 'last_admin', kind: 'conflict', title: 'The last administrator cannot be removed', detail: 'Without this user, the installation would have no administrator.', help: 'Make another user an administrator first.' });
export const alreadyMember = defineError({ code: 'already_member', kind: 'conflict', title: 'This person is already a member', detail: 'The workspace has a member with this email address.', help: 'Change the role of the member instead.' });
export const noSeatsLeft = defineError({ code: 'no_seats_left', kind: 'forbidden', title: 'All seats of the workspace are taken', detail: 'Members and open invitations together use every seat of the plan.', help: 'Withdraw an invitation, remove a member, or upgrade the plan.' });
export const reauthenticationRequired = defineError({
  code: 'reauthentication_required',
  kind: 'forbidden',
  title: 'This operation needs a recent sign-in',
  detail: 'The password of this session was entered more than 10 minutes ago.',
  help: 'Confirm your password with POST /api/auth/reauthenticate, then repeat the request within 10 minutes.',
});
export const accountDeletionPending = defineError({ code: 'account_deletion_pending', kind: 'conflict', title: 'The account is scheduled for deletion', detail: 'Its owner requested the deletion; signing in alone does not stop it.', help: 'Sign in with `keep_account` set to true before `deletes_at` to keep it.' });
export const tooManyInvites = defineError({ code: 'too_many_invites', kind: 'rate_limited', title: 'Too many invitations were sent', help: 'Wait for the number of seconds in Retry-After. Open invitations stay valid.' });
export const tooManyEmailChanges = defineError({ code: 'too_many_email_changes', kind: 'rate_limited', title: 'Too many changes of the email address were requested', detail: 'Every request sends an email to another mailbox.', help: 'Wait for the number of seconds in Retry-After.' });
export const newPasswordRequired = defineError({
  code: 'new_password_required',
  kind: 'forbidden',
  title: 'Sign in first, or choose a new password',
  detail: 'Anybody can register an address, so the link alone does not show that you chose the password of this account.',
  help: 'Send the access token of the account with the link, or a `new_password`, which removes everything that gave access to the account before.',
});
export const workspaceEnding = defineError({
  code: 'workspace_ending',
  kind: 'forbidden',
  title: 'The workspace is about to be deleted',
  detail: 'Its owner has requested the deletion of the account, so the members can only read, and nobody can join.',
  help: 'Ask the owner to sign in and keep the account, or switch to another workspace with POST /api/workspace/switch.',
});
export const workspaceUnavailable = defineError({
  code: 'workspace_unavailable',
  kind: 'forbidden',
  title: 'The workspace is not available',
  detail: 'The session works in a workspace that you no longer belong to, or whose owner is suspended.',
  help: 'Choose one of the workspaces that GET /api/workspace lists in `available` with POST /api/workspace/switch, or sign in again.',
});
export const workspaceChanged = defineError({
  code: 'workspace_changed',
  kind: 'conflict',
  title: 'The session works in another workspace now',
  detail: 'The request names a workspace in `X-Workspace-Id`, and the session was switched to another one since.',
  help: 'Read what you show again, or switch back with POST /api/workspace/switch.',
});
export const tooManyRegistrations = defineError({
  code: 'too_many_registrations',
  kind: 'rate_limited',
  title: 'Too many registrations were refused',
  detail: 'Many registrations from this network used addresses that have an account.',
  help: 'Wait for the number of seconds in Retry-After. Sign in if you have an account.',
});
