import { Reflector } from '@nestjs/core';

/**
 * - `api`: starting work through the render API and the Shotstack-compatible services, per account; the default below
 * their paths for every method but GET.
 * - `poll`: reading the state of accepted work, per account and separate from `api`, with 60 times its budget; the
 * default of GET there.
 * - `product`: everything else, per user or account; the default elsewhere.
 * - `sign_in`: per client address; when that is used up, a known device and the token of a mail have a budget of their
 * own. Guesses are also counted by account, where passwords and codes are compared.
 */
export type RateLimitPolicyName = 'api' | 'poll' | 'product' | 'sign_in';

/**
 * Gives a controller or route another policy than its path would. `@SkipThrottle()` of `@nestjs/throttler` lifts the
 * limit; its `@Throttle({ default: { limit, ttl } })` gives a route its own budget.
 */
export const RateLimit = Reflector.createDecorator<RateLimitPolicyName>();
