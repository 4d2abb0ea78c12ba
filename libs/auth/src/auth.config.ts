import { defineConfig, EnvString } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class AuthEnv {
  /** Address of the first administrator; used only while there is none. */
  @EnvString({ pattern: /^[^\s<>@,;]+@[^\s<>@,;]+$/, hint: 'be an e-mail address' })
  BOOTSTRAP_ADMIN_EMAIL?: string;
}

export const authConfig = defineConfig('auth', AuthEnv);
export type AuthConfig = ConfigType<typeof authConfig>;
