import { defineError } from '@app/core';

export const accountSuspended = defineError({ code: 'account_suspended', kind: 'forbidden', title: 'This account is suspended', help: 'Write to the support of this installation.' });
export const passwordResetRequired = defineError({ code: 'password_reset_required', kind: 'forbidden', title: 'The password must be changed first', help: 'Ask for a reset mail with POST /api/auth/password-reset and choose a new password.' });
export const signInBusy = defineError({ code: 'sign_in_busy', kind: 'unavailable', title: 'Too many sign-ins are being checked right now', help: 'Retry after the seconds in Retry-After.' });
export const emailTaken = defineError({ code: 'email_taken', kind: 'conflict', title: 'There is an account with this address already', help: 'Sign in, or ask for a password reset.' });
export const tooManyApiKeys = defineError({ code: 'too_many_api_keys', kind: 'conflict', title: 'The account has as many API keys as it may have', help: 'Revoke a key that is not used any more.' });
export const invalidCredentials = defineError({ code: 'invalid_credentials', kind: 'unauthenticated', title: 'The e-mail address or the password is wrong', help: 'Check both, or ask for a password reset.' });
export const signInDelayed = defineError({ code: 'sign_in_delayed', kind: 'rate_limited', title: 'Too many failed sign-ins', help: 'Wait for the seconds in Retry-After; a password reset lifts the delay of an account at once.' });
export const refreshTokenInvalid = defineError({ code: 'refresh_token_invalid', kind: 'unauthenticated', title: 'This refresh token does not work any more', help: 'Sign in again.' });
export const linkInvalid = defineError({ code: 'link_invalid', kind: 'invalid', title: 'This link does not work any more', help: 'Each link works once and for a limited time; ask for a new mail.' });
export const apiKeyNotLive = defineError({ code: 'api_key_not_live', kind: 'conflict', title: 'This key does not work any more', help: 'Make a new key, or rotate the newest of its line.' });
export const totpRequired = defineError({ code: 'totp_required', kind: 'unauthenticated', title: 'A code of the authenticator app is needed', help: 'Send the same request with totp: six digits, or a recovery code.' });
export const totpInvalid = defineError({ code: 'totp_invalid', kind: 'unauthenticated', title: 'The code is wrong or was used already', help: 'Wait for the next code of the authenticator app, or use a recovery code.' });
export const totpEnabled = defineError({ code: 'totp_enabled', kind: 'conflict', title: 'Two-factor sign-in is on already', help: 'Turn it off first to set it up anew.' });
export const totpNotSetUp = defineError({ code: 'totp_not_set_up', kind: 'conflict', title: 'Two-factor sign-in is not set up', help: 'Start with POST /api/auth/totp/setup.' });
export const lastAdmin = defineError({ code: 'last_admin', kind: 'conflict', title: 'This is the last administrator', help: 'Make somebody else an administrator first.' });
export const alreadyMember = defineError({ code: 'already_member', kind: 'conflict', title: 'This person is a member already', help: 'Change the role of the member instead.' });
export const noSeatsLeft = defineError({ code: 'no_seats_left', kind: 'forbidden', title: 'All seats of this workspace are taken', help: 'Withdraw an invite, remove a member, or choose a larger plan.' });
