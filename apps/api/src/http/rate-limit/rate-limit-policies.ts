import { createHash } from 'node:crypto';
import { type CoreConfig, callerOf, clientNetwork, coreConfig, type RateBucket, requestOf } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { ThrottlerOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { type RateLimitConfig, rateLimitConfig } from './rate-limit.config';

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

/**
 * Counts the own budget of a route separately for each value of this path parameter. Values are easily invented, so the
 * requests also count for the policy of the route.
 */
export const CountFor = Reflector.createDecorator<string>();

/** A budget as callers see it: `name` appears in the RateLimit headers. */
export interface NamedBucket extends RateBucket {
  name: string;
  /** The group whose requests are counted together: completes "for each …". */
  scope: string;
}

export interface RateLimitPolicy {
  name: RateLimitPolicyName;
  limit: number;
  windowMs: number;
}

/** The budget of a route: the policy's own, or another one that is counted separately. */
export interface RouteBudget {
  policy: RateLimitPolicy;
  limit: number;
  windowMs: number;
}

/** The paths of the render API and of its Shotstack-compatible services. */
const API_PATHS = ['/api/v1/', '/edit/', '/serve/', '/ingest/'];
/**
 * Requests that only read the state of work, per request that may start work: a job can be polled every second for a
 * minute.
 */
const POLLS_PER_REQUEST = 60;
/** Default in development: ten clients may poll every second. */
const REQUESTS = { production: 100, development: 1_000 };
/** Enough for a dashboard that polls, low enough to stop a loop. */
const PRODUCT = { limit: 600, windowMs: 60_000 };

/** The budgets that count a request. */
@Injectable()
export class RateLimitPolicies {
  private readonly policies: Record<RateLimitPolicyName, RateLimitPolicy>;

  constructor(
    @Inject(rateLimitConfig.KEY) env: RateLimitConfig,
    @Inject(coreConfig.KEY) core: CoreConfig,
    private readonly reflector: Reflector,
  ) {
    const requests =
      env.RATE_LIMIT_REQUESTS ?? REQUESTS[core.ENVIRONMENT === 'development' ? 'development' : 'production'];
    const windowMs = env.RATE_LIMIT_WINDOW * 1_000;
    this.policies = {
      api: { name: 'api', limit: requests, windowMs },
      poll: { name: 'poll', limit: requests * POLLS_PER_REQUEST, windowMs },
      product: { name: 'product', ...PRODUCT },
      sign_in: { name: 'sign_in', limit: env.RATE_LIMIT_MAX, windowMs: env.RATE_LIMIT_WINDOW_SEC * 1_000 },
    };
  }

  /** The only budget of a route, for `@nestjs/throttler`. */
  get ofRoute(): ThrottlerOptions {
    return {
      name: 'default',
      limit: (context) => this.policyOf(context).limit,
      ttl: (context) => this.policyOf(context).windowMs,
    };
  }

  /** Below the paths of the render API a route either reads or starts work; routes declare every other policy. */
  policyOf(context: ExecutionContext): RateLimitPolicy {
    const named = this.reflector.getAllAndOverride(RateLimit, [context.getHandler(), context.getClass()]);
    if (named) return this.policies[named];
    const { method, routeOptions } = requestOf(context);
    if (!API_PATHS.some((path) => routeOptions.url?.startsWith(path))) return this.policies.product;
    return method === 'GET' || method === 'HEAD' ? this.policies.poll : this.policies.api;
  }

  /** The budgets that a request needs. */
  bucketsOf(context: ExecutionContext, { policy, limit, windowMs }: RouteBudget): [NamedBucket, ...NamedBucket[]] {
    const request = requestOf(context);
    const payer = whoPays(request, policy.name);
    if (limit === policy.limit && windowMs === policy.windowMs) return [bucketFor(policy.name, payer, policy)];
    const own = bucketFor(`${context.getClass().name}.${context.getHandler().name}`, payer, { limit, windowMs });
    const parameter = this.reflector.getAllAndOverride(CountFor, [context.getHandler(), context.getClass()]);
    if (parameter === undefined) return [own];
    const value = (request.params as Record<string, string>)[parameter] ?? '';
    const key = `${own.key}:${createHash('sha256').update(value).digest('base64url')}`;
    return [{ ...own, key }, bucketFor(policy.name, payer, policy)];
  }
}

interface Payer {
  id: string;
  scope: string;
}

function bucketFor(
  name: string,
  { id, scope }: Payer,
  { limit, windowMs }: { limit: number; windowMs: number },
): NamedBucket {
  return { name, scope, key: `${name}:${limit}/${windowMs}:${id}`, limit, windowMs };
}

/**
 * All keys and members of an account share one API budget, so another key does not add to it. Signed-in users have one
 * each in the product; strangers have one per address.
 */
function whoPays(request: FastifyRequest, policy: RateLimitPolicyName): Payer {
  const { id, ownerId, address } = callerOf(request);
  if (policy === 'sign_in' || address !== undefined)
    return { id: `ip:${clientNetwork(address ?? request.ip)}`, scope: 'network address' };
  if (ownerId !== undefined && (policy !== 'product' || id.startsWith('key:')))
    return { id: `account:${ownerId}`, scope: 'account' };
  return { id, scope: 'caller' };
}
