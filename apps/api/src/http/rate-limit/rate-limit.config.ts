import { defineConfig, EnvInteger } from '@app/core';
import type { ConfigType } from '@nestjs/config';

/** How many requests a caller may send. Every window slides: the limit holds for any span of that length. */
export class RateLimitEnv {
  /**
   * Requests per `RATE_LIMIT_WINDOW` that may start work on the render API, for one account with all of its API keys;
   * 60 times as many may read. Default: 100, in development 1000.
   */
  @EnvInteger({ min: 1, max: 100_000 })
  RATE_LIMIT_REQUESTS?: number;

  /** Window of `RATE_LIMIT_REQUESTS`, in seconds. */
  @EnvInteger({ min: 1, max: 604_800 })
  RATE_LIMIT_WINDOW = 3600;

  /** Requests that one address may send to the sign-in routes per `RATE_LIMIT_WINDOW_SEC`. */
  @EnvInteger({ min: 1, max: 100_000 })
  RATE_LIMIT_MAX = 60;

  /** Window of `RATE_LIMIT_MAX`, in seconds. */
  @EnvInteger({ min: 1, max: 604_800 })
  RATE_LIMIT_WINDOW_SEC = 60;
}

export const rateLimitConfig = defineConfig('api.rate-limit', RateLimitEnv);
export type RateLimitConfig = ConfigType<typeof rateLimitConfig>;
