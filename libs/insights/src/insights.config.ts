import { defineConfig } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** No variable of its own: what is counted is defined in code, not by the installation. */
export class InsightsEnv {}

export const insightsConfig = defineConfig('insights', InsightsEnv);
export type InsightsConfig = ConfigType<typeof insightsConfig>;
