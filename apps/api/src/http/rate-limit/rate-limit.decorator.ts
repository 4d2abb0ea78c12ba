import { Reflector } from '@nestjs/core';

/**
 * - `api`: starting work through the render API and the Shotstack-compatible services, per account; the default below their paths for
 *   every method but GET.
 * - `poll`: reading how accepted work is doing, per account and apart from `api`: 60 times its budget; the default of GET there.
 * - `product`: everything else, per user or account; the default there.
 * - `sign_in`: per client address. Guesses are counted by account as well, where passwords and codes are compared.
 */
export type RateLimitPolicyName = 'api' | 'poll' | 'product' | 'sign_in';

/**
 * Gives a controller or route another policy than its path does. `@SkipThrottle()` of `@nestjs/throttler` lifts the
 * limit, its `@Throttle({ default: { limit, ttl } })` gives a route a budget of its own.
 */
export const RateLimit = Reflector.createDecorator<RateLimitPolicyName>();
