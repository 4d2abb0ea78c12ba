import { randomBytes } from 'node:crypto';
import { type CoreConfig, keptSecret } from '@app/core';
import type { AuthConfig } from '../auth.config';

/**
 * The secrets that sign access tokens and device tokens: the current one first, then former ones, which are still
 * accepted.
 */
export const signingSecrets = (core: CoreConfig, config: AuthConfig): string[] => [
  keptSecret(core, 'JWT_SECRET', config.JWT_SECRET, () => randomBytes(48).toString('base64url')),
  ...config.JWT_PREVIOUS_SECRETS,
];
