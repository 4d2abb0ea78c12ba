import { randomBytes } from 'node:crypto';

/** Standard Webhooks requires 24 to 64 random bytes. */
const SECRET_BYTES = 32;

/** Columns, while it still signs: the secret that a rotation replaced, and until when it signs. */
export const PREVIOUS_SECRET = 'case when previous_expires_at > now() then previous_secret end';
export const PREVIOUS_EXPIRES_AT = 'case when previous_expires_at > now() then previous_expires_at end';

/** Columns of a rotation: $2 replaces the secret, which, sealed as $3, also signs for another $4 seconds. */
export const ROTATED_SECRET = `secret = $2, previous_secret = case when $4::int > 0 then $3 end,
  previous_expires_at = case when $4::int > 0 then now() + make_interval(secs => $4) end`;

/** A new secret for signing messages: `whsec_` and the key in base64. */
export const newSigningSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
