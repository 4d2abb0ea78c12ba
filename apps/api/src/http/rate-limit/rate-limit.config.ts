import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** How many requests a caller may send. Every window slides: the limit holds for any span of that length. */
export class RateLimitEnv {
  /**
   * Requests that start work, for one account and all of its API keys together, per `RATE_LIMIT_WINDOW` on the render API; reading may be
   * done 60 times as often. Default: 100, in development 1000.
   */
  @EnvInteger({ min: 1, max: 100_000 })
  RATE_LIMIT_REQUESTS?: number;

  /** Seconds that `RATE_LIMIT_REQUESTS` are counted over. */
  @EnvInteger({ min: 1, max: 604_800 })
  RATE_LIMIT_WINDOW = 3600;

  /** Requests that one address may send to the sign-in routes per `RATE_LIMIT_WINDOW_SEC`. */
  @EnvInteger({ min: 1, max: 100_000 })
  RATE_LIMIT_MAX = 60;

  /** Seconds that `RATE_LIMIT_MAX` requests are counted over. */
  @EnvInteger({ min: 1, max: 604_800 })
  RATE_LIMIT_WINDOW_SEC = 60;
}

export const rateLimitConfig = defineConfig('api.rate-limit', RateLimitEnv);
export type RateLimitConfig = ConfigType<typeof rateLimitConfig>;
