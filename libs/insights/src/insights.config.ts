import { defineConfig } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** No variables of its own: code, not the installation, defines what is counted. */
export class InsightsEnv {}

export const insightsConfig = defineConfig('insights', InsightsEnv);
export type InsightsConfig = ConfigType<typeof insightsConfig>;
