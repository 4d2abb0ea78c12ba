import { defineError } from '@app/core';

export const accountSuspended = defineError({ code: 'account_suspended', kind: 'forbidden', title: 'The account is suspended', help: 'Contact the support of this installation.' });
export const passwordResetRequired = defineError({ code: 'password_reset_required', kind: 'forbidden', title: 'The password must be reset first', help: 'Request a reset email with POST /api/auth/password-reset and choose a new password.' });
export const signInBusy = defineError({ code: 'sign_in_busy', kind: 'unavailable', title: 'Too many sign-ins are in progress', help: 'Retry after the number of seconds in Retry-After.' });
export const emailTaken = defineError({ code: 'email_taken', kind: 'conflict', title: 'An account with this email address already exists', help: 'Sign in, or request a password reset.' });
export const tooManyApiKeys = defineError({ code: 'too_many_api_keys', kind: 'conflict', title: 'The account has reached its limit of API keys', help: 'Revoke a key that is no longer used.' });
export const invalidCredentials = defineError({ code: 'invalid_credentials', kind: 'unauthenticated', title: 'The email address or password is incorrect', help: 'Check both, or request a password reset.' });
export const signInDelayed = defineError({ code: 'sign_in_delayed', kind: 'rate_limited', title: 'Too many failed sign-ins', help: 'Wait for the number of seconds in Retry-After. A password reset lifts the delay at once.' });
export const refreshTokenInvalid = defineError({ code: 'refresh_token_invalid', kind: 'unauthenticated', title: 'The refresh token is no longer valid', help: 'Sign in again.' });
export const linkInvalid = defineError({ code: 'link_invalid', kind: 'invalid', title: 'The link is no longer valid', help: 'Each link works once and for a limited time. Request a new email.' });
export const apiKeyNotLive = defineError({ code: 'api_key_not_live', kind: 'conflict', title: 'The API key is no longer active', help: 'Create a new key, or rotate the newest key of its line.' });
export const totpRequired = defineError({ code: 'totp_required', kind: 'unauthenticated', title: 'A two-factor code is required', help: 'Repeat the request with `totp`: the six digits shown by the authenticator app, or a recovery code.' });
export const totpInvalid = defineError({ code: 'totp_invalid', kind: 'unauthenticated', title: 'The two-factor code is incorrect or was already used', help: 'Wait for the next code of the authenticator app, or use a recovery code.' });
export const totpEnabled = defineError({ code: 'totp_enabled', kind: 'conflict', title: 'Two-factor authentication is already on', help: 'Turn it off before you set it up again.' });
export const totpNotSetUp = defineError({ code: 'totp_not_set_up', kind: 'conflict', title: 'Two-factor authentication is not set up', help: 'Start with POST /api/auth/totp/setup.' });
export const lastAdmin = defineError({ code: 'last_admin', kind: 'conflict', title: 'The last administrator cannot be removed', help: 'Make another user an administrator first.' });
export const alreadyMember = defineError({ code: 'already_member', kind: 'conflict', title: 'This person is already a member', help: 'Change the role of the member instead.' });
export const noSeatsLeft = defineError({ code: 'no_seats_left', kind: 'forbidden', title: 'All seats of the workspace are taken', help: 'Withdraw an invite, remove a member, or upgrade the plan.' });
