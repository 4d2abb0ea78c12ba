import { Injectable } from '@nestjs/common';
import { AccountTokensRepository } from '../account-tokens/account-tokens.repository';
import { DeviceTokensService, isDeviceOf, type SignedDevice } from '../sessions/device-tokens.service';
import { normaliseEmail, UsersRepository } from '../users/users.repository';

/** The account that a request is about: by the address in the request, or by the user who is signed in. */
export interface AccountInQuestion {
  email?: string;
  userId?: string;
}

/**
 * Distinguishes the owner of an account from others on the same network: by the mailbox, or by a device with an earlier
 * sign-in.
 */
@Injectable()
export class RecognisedCallersService {
  constructor(
    private readonly devices: DeviceTokensService,
    private readonly users: UsersRepository,
    private readonly tokens: AccountTokensRepository,
  ) {}

  /** The device that an unchecked token names; undefined for a token that is not ours. */
  deviceOf(token: string): SignedDevice | undefined {
    return this.devices.read(token);
  }

  /** Whether the account is that of the device's user: devices of other accounts prove nothing about this one. */
  async isDeviceOf(device: SignedDevice, { email, userId }: AccountInQuestion): Promise<boolean> {
    const owner = await this.users.findById(device.userId);
    if (!owner || !isDeviceOf(device, owner)) return false;
    return userId === undefined ? email !== undefined && owner.email === normaliseEmail(email) : userId === owner.id;
  }

  /** Whether a token that a caller sent belongs to a mailed link that still works. */
  isMailed(token: string): Promise<boolean> {
    return this.tokens.isLive(token);
  }
}
