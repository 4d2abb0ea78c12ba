import { createHash } from 'node:crypto';
import type { RateBucket } from '@app/core';
import { callerOf } from '@app/core';
import { type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { normalizeIp } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { type RateLimitConfig, rateLimitConfig } from './rate-limit.config';
import { RateLimit, type RateLimitPolicyName } from './rate-limit.decorator';

/** A budget as callers see it: `name` appears in the RateLimit headers. */
export interface NamedBucket extends RateBucket {
  name: string;
}

export interface RateLimitPolicy {
  name: RateLimitPolicyName;
  limit: number;
  windowMs: number;
}

const API_DOORS = ['/api/v1/', '/edit/', '/serve/', '/ingest/'];
/** Requests that only look how work is doing, for each one that may start work: a job can be asked about every second for a minute. */
const POLLS_PER_REQUEST = 60;
/** Enough for a dashboard that polls, little enough to stop a loop. */
const PRODUCT = { limit: 600, windowMs: 60_000 };

/** Which budgets a request draws from. */
@Injectable()
export class RateLimitPolicies {
  private readonly policies: Record<RateLimitPolicyName, RateLimitPolicy>;

  constructor(
    @Inject(rateLimitConfig.KEY) env: RateLimitConfig,
    private readonly reflector: Reflector,
  ) {
    this.policies = {
      api: { name: 'api', limit: env.RATE_LIMIT_REQUESTS, windowMs: env.RATE_LIMIT_WINDOW * 1_000 },
      poll: {
        name: 'poll',
        limit: env.RATE_LIMIT_REQUESTS * POLLS_PER_REQUEST,
        windowMs: env.RATE_LIMIT_WINDOW * 1_000,
      },
      product: { name: 'product', ...PRODUCT },
      sign_in: { name: 'sign_in', limit: env.RATE_LIMIT_MAX, windowMs: env.RATE_LIMIT_WINDOW_SEC * 1_000 },
    };
  }

  policyOf(context: ExecutionContext): RateLimitPolicy {
    const named = this.reflector.getAllAndOverride(RateLimit, [context.getHandler(), context.getClass()]);
    const path = context.switchToHttp().getRequest<FastifyRequest>().routeOptions.url ?? '';
    return this.policies[named ?? (API_DOORS.some((door) => path.startsWith(door)) ? 'api' : 'product')];
  }

  /** `limit` and `windowMs` are the policy's own unless the route has a budget of its own, then they are counted apart. */
  bucketsOf(context: ExecutionContext, limit: number, windowMs: number): NamedBucket[] {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const policy = this.policyOf(context);
    const own = limit !== policy.limit || windowMs !== policy.windowMs;
    const name = own ? `${context.getClass().name}.${context.getHandler().name}` : policy.name;
    const bucket = (part: string, who: string, units: number): NamedBucket => ({
      name: part,
      key: `${part}:${units}/${windowMs}:${who}`,
      limit: units,
      windowMs,
    });
    if (policy.name !== 'sign_in') return [bucket(name, callerKey(request), limit)];
    const email = emailIn(request.body);
    const perAddress = bucket(name, addressKey(request), limit);
    return email ? [perAddress, bucket(`${name}_email`, email, Math.ceil(limit / 6))] : [perAddress];
  }
}

function callerKey(request: FastifyRequest): string {
  const { id } = callerOf(request);
  return id.startsWith('ip:') ? addressKey(request) : id;
}

/** IPv6 clients own at least a /64 and count as one; mapped IPv4 counts as IPv4. */
const addressKey = (request: FastifyRequest): string => `ip:${normalizeIp(request.ip, 64)}`;

/** A digest, so that no address of a person lies in Redis. Absurd lengths are left to validation. */
function emailIn(body: unknown): string | undefined {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined;
  if (typeof email !== 'string' || email.length > 320) return undefined;
  return createHash('sha256').update(email.trim().toLowerCase()).digest('base64url').slice(0, 22);
}
