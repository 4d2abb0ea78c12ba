import { defineConfig } from '@app/core';
import type { ConfigType } from '@nestjs/config';
import { MediaEnv } from './media-env';

export const mediaConfig = defineConfig('media', MediaEnv);
export type MediaConfig = ConfigType<typeof mediaConfig>;
