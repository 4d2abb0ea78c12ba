import { Reflector } from '@nestjs/core';

/**
 * - `api`: the render API and the Shotstack-compatible door, per caller; the default below their paths.
 * - `poll`: reading how accepted work is doing, per caller and apart from `api`: 60 times its budget.
 * - `product`: everything else, per caller; the default there.
 * - `sign_in`: per client address, and per `email` of the body.
 */
export type RateLimitPolicyName = 'api' | 'poll' | 'product' | 'sign_in';

/**
 * Gives a controller or route another policy than its path does. `@SkipThrottle()` of `@nestjs/throttler` lifts the
 * limit, its `@Throttle({ default: { limit, ttl } })` gives a route a budget of its own.
 */
export const RateLimit = Reflector.createDecorator<RateLimitPolicyName>();
