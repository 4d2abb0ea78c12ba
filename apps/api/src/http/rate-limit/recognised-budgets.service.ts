import { createHash } from 'node:crypto';
import { type AccountInQuestion, principalOf, RecognisedCallersService } from '@app/auth';
import { RateLimiterService } from '@app/core';
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { deviceTokenOf } from '../access/device-cookie';
import { readBody } from '../body/request-body';
import type { NamedBucket } from './rate-limit-policies';

/** More than any request to the sign-in routes needs; longer bodies are not read. */
const MOST_BYTES = 4_096;
/** Look-ups allowed to one device, and to one network for the tokens of mails. */
const LOOK_UPS = { limit: 600, windowMs: 60_000 };

/**
 * Gives a separate budget to callers who prove more than their network address, so that a person who shares a network
 * with an attacker can still sign in.
 */
@Injectable()
export class RecognisedBudgetsService {
  constructor(
    private readonly callers: RecognisedCallersService,
    private readonly limiter: RateLimiterService,
  ) {}

  /** A budget of the same size; undefined when the caller proves nothing. Reads a short body. */
  async bucketOf(request: FastifyRequest, bucket: NamedBucket): Promise<NamedBucket | undefined> {
    const isShort = Number(request.headers['content-length'] ?? Number.NaN) <= MOST_BYTES;
    const body = isShort ? ((await readBody(request)) as Record<string, unknown> | null | undefined) : undefined;
    const text = (field: string) => (typeof body?.[field] === 'string' ? body[field] : undefined);
    const account = { email: text('email'), userId: signedInUser(request) };
    const name =
      (await this.mailboxName(text('token'), bucket)) ??
      (await this.deviceName(deviceTokenOf(request) ?? text('device_token'), account));
    if (name === undefined) return undefined;
    return { ...bucket, scope: 'device', key: `${bucket.name}:${bucket.limit}/${bucket.windowMs}:${name}` };
  }

  private async mailboxName(token: string | undefined, { key }: NamedBucket): Promise<string | undefined> {
    if (token === undefined || !(await this.mayLookUp(key)) || !(await this.callers.isMailed(token))) return undefined;
    return `mail:${createHash('sha256').update(token).digest('base64url')}`;
  }

  private async deviceName(token: string | undefined, account: AccountInQuestion): Promise<string | undefined> {
    const device = token === undefined ? undefined : this.callers.deviceOf(token);
    if (!device) return undefined;
    const name = `device:${device.userId}:${device.deviceId}`;
    return (await this.mayLookUp(name)) && (await this.callers.isDeviceOf(device, account)) ? name : undefined;
  }

  private async mayLookUp(name: string): Promise<boolean> {
    return (await this.limiter.take('look_up', [{ key: `look_up:${name}`, ...LOOK_UPS }])).allowed;
  }
}

function signedInUser(request: FastifyRequest): string | undefined {
  const principal = principalOf(request);
  return principal?.kind === 'session' ? principal.userId : undefined;
}
