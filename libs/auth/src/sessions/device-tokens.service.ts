import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type CoreConfig, coreConfig } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { type AuthConfig, authConfig } from '../auth.config';
import type { User } from '../users/user.entity';
import { signingSecrets } from './signing-secrets';

/** Days. */
const LIFETIME = 180;
const PREFIX = 'rw_device_';
const SHAPE = /^rw_device_([\w-]{43})\.([\w-]{22})$/;

export interface SignedDevice {
  userId: string;
  /** 22 characters; stays the same for as long as the device keeps its token. */
  deviceId: string;
  /** Seconds since 1970. */
  madeOn: number;
}

/** What decides which devices are those of a user. */
export type DeviceOwner = Pick<User, 'id' | 'devicesValidFrom'>;

/** Whether the user signed in on the device, and no session was ended since other than by signing out. */
export const isDeviceOf = ({ userId, madeOn }: SignedDevice, owner: DeviceOwner): boolean =>
  userId === owner.id && madeOn >= Math.floor((owner.devicesValidFrom?.getTime() ?? 0) / 1_000);

/**
 * Signed tokens that mark a device on which a person has signed in (OWASP "device cookies"). A token grants no access;
 * it only exempts the device that holds it from delays caused by wrong passwords from elsewhere.
 */
@Injectable()
export class DeviceTokensService {
  /** Seconds. */
  static readonly lifetime = LIFETIME * 86_400;

  private readonly keys: readonly Buffer[];

  constructor(@Inject(coreConfig.KEY) core: CoreConfig, @Inject(authConfig.KEY) config: AuthConfig) {
    this.keys = signingSecrets(core, config).map((secret) =>
      createHmac('sha256', secret).update('reelway device').digest(),
    );
  }

  /** The given token while it is that of a device of this user, signed with the current secret; otherwise a new one. */
  issue(user: DeviceOwner, present = ''): string {
    const device = this.read(present);
    const [, payload] = SHAPE.exec(present) ?? [];
    return payload && device && isDeviceOf(device, user) ? this.signed(payload) : this.renew(user.id);
  }

  /** A new token, also for the device that has just made all earlier ones unknown. */
  renew(userId: string): string {
    const madeOn = Buffer.alloc(4);
    madeOn.writeUInt32BE(Math.floor(Date.now() / 1_000));
    const payload = Buffer.concat([parse(userId), randomBytes(12), madeOn]).toString('base64url');
    return this.signed(payload);
  }

  /** Undefined for a text that is not a token of ours, or is too old. */
  read(token: string): SignedDevice | undefined {
    const [, payload, signature] = SHAPE.exec(token) ?? [];
    if (!payload || !signature) return undefined;
    const given = Buffer.from(signature);
    if (!this.keys.some((key) => timingSafeEqual(Buffer.from(sign(payload, key)), given))) return undefined;
    const bytes = Buffer.from(payload, 'base64url');
    const madeOn = bytes.readUInt32BE(28);
    if (madeOn + DeviceTokensService.lifetime < Date.now() / 1_000) return undefined;
    return { userId: stringify(bytes.subarray(0, 16)), deviceId: bytes.subarray(16, 32).toString('base64url'), madeOn };
  }

  private signed(payload: string): string {
    return `${PREFIX}${payload}.${sign(payload, this.keys[0] as Buffer)}`;
  }
}

const sign = (payload: string, key: Buffer): string =>
  createHmac('sha256', key).update(payload).digest().subarray(0, 16).toString('base64url');
