import {
  accountDeletionPending,
  accountSuspended,
  emailTaken,
  invalidCredentials,
  passwordResetRequired,
  refreshTokenInvalid,
  signInBusy,
  signInDelayed,
  tooManyRegistrations,
  totpInvalid,
  totpRequired,
} from '@app/auth';

/** The errors of the routes that begin or continue a session, for programs and for browsers. */
export const REGISTRATION_ERRORS = [emailTaken, tooManyRegistrations, signInBusy];
export const LOGIN_ERRORS = [
  invalidCredentials,
  totpRequired,
  totpInvalid,
  accountSuspended,
  accountDeletionPending,
  passwordResetRequired,
  signInDelayed,
  signInBusy,
];
export const REFRESH_ERRORS = [refreshTokenInvalid, accountSuspended, passwordResetRequired];
