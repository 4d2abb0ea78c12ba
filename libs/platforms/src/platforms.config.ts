import { defineConfig } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** No variables of its own: each platform's folder declares its own. */
export class PlatformsEnv {}

export const platformsConfig = defineConfig('platforms', PlatformsEnv);
export type PlatformsConfig = ConfigType<typeof platformsConfig>;
