import { defineConfig, EnvInteger, EnvList, EnvString, secretWeakness } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class AuthEnv {
  /**
   * Address of the first administrator; used only while no administrator exists. In production `bootstrap` needs it then.
   */
  @EnvString({ pattern: /^[^\s<>@,;]+@[^\s<>@,;]+$/, hint: 'be an email address' })
  BOOTSTRAP_ADMIN_EMAIL?: string;

  /** Machine access to admin routes (header `X-Admin-Key`), at least 32 characters. Unset: off. */
  @EnvString({ secret: true, minLength: 32 })
  ADMIN_API_KEY?: string;

  /**
   * Signs access tokens, at least 32 characters. Outside production, when unset, one is created and kept in `DATA_DIR`.
   */
  @EnvString({ secret: true, minLength: 32, required: 'production' })
  JWT_SECRET?: string;

  /**
   * Further secrets, comma-separated, whose tokens are accepted: the next `JWT_SECRET`, then the former one. How to
   * change it: docs/operations.md.
   */
  @EnvList({ secret: true, pattern: /^.{32,}$/, hint: 'secrets of at least 32 characters' })
  JWT_PREVIOUS_SECRETS: string[] = [];

  /** Lifetime of an access token, in minutes. */
  @EnvInteger({ min: 1, max: 60 })
  ACCESS_TOKEN_MINUTES = 15;

  /** Days after which a session that was not refreshed ends; 90 days after sign-in it ends in any case. */
  @EnvInteger({ min: 1, max: 90 })
  REFRESH_TOKEN_DAYS = 30;

  /** Secrets that can be guessed. */
  productionFaults(): string[] {
    const given: [string, string | undefined][] = [
      ['JWT_SECRET', this.JWT_SECRET],
      ['ADMIN_API_KEY', this.ADMIN_API_KEY],
      ...this.JWT_PREVIOUS_SECRETS.map((secret): [string, string] => ['JWT_PREVIOUS_SECRETS', secret]),
    ];
    return given.flatMap(([name, secret]) => {
      const weakness = secret === undefined ? undefined : secretWeakness(secret);
      return weakness ? [`${name} ${weakness}`] : [];
    });
  }
}

export const authConfig = defineConfig('auth', AuthEnv);
export type AuthConfig = ConfigType<typeof authConfig>;
