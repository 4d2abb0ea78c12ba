import { defineConfig } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** No variables of its own yet; queue names belong to the jobs lib. */
export class UploadsEnv {}

export const uploadsConfig = defineConfig('uploads', UploadsEnv);
export type UploadsConfig = ConfigType<typeof uploadsConfig>;
