import { RateLimiterService, rateLimited } from '@app/core';
import { Injectable } from '@nestjs/common';
import { networkOf } from '../sessions/client-origin';

/** Maximum number of invalid credentials from one network; valid ones are not counted. */
const FAILURES = { limit: 120, windowMs: 60_000 };

/** Slows down clients that guess keys and tokens. */
@Injectable()
export class CredentialFailuresService {
  constructor(private readonly limiter: RateLimiterService) {}

  /** @throws rate_limited when there were too many */
  async count(ip: string): Promise<void> {
    const decision = await this.limiter.take('credential_failures', [
      { key: `credential_failures:${networkOf(ip)}`, ...FAILURES },
    ]);
    if (!decision.allowed)
      throw rateLimited(
        `The limit is ${FAILURES.limit} requests with invalid credentials in ${FAILURES.windowMs / 1_000} seconds for each network.`,
        {
          retryAfterSeconds: Math.max(1, Math.ceil(decision.retryAfterMs / 1_000)),
        },
      );
  }
}
