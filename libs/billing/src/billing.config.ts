import { defineConfig, EnvEnum } from '@app/core';
import type { ConfigType } from '@nestjs/config';

export class BillingEnv {
  /**
   * `per_minute`: one token per rendered minute, rounded up to the started second. `per_render`: one token per render.
   */
  @EnvEnum(['per_minute', 'per_render'])
  RENDER_PRICING: 'per_minute' | 'per_render' = 'per_minute';
}

export const billingConfig = defineConfig('billing', BillingEnv);
export type BillingConfig = ConfigType<typeof billingConfig>;
