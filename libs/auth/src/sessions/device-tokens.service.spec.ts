import { randomUUID } from 'node:crypto';
import type { CoreConfig } from '@app/core';
import type { AuthConfig } from '../auth.config';
import { type DeviceOwner, DeviceTokensService, isDeviceOf, type SignedDevice } from './device-tokens.service';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const serviceWith = (secret: string, former: string[] = []) =>
  new DeviceTokensService({} as CoreConfig, { JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: former } as AuthConfig);
const service = serviceWith('one secret');
const newUser = (): DeviceOwner => ({ id: randomUUID(), devicesValidFrom: null });

describe('a device token', () => {
  afterEach(() => jest.useRealTimers());

  it('names its user and device, and stays the same for that user', () => {
    const user = newUser();
    const token = service.issue(user);
    expect(service.read(token)).toEqual({
      userId: user.id,
      deviceId: expect.stringMatching(/^[\w-]{22}$/),
      madeOn: expect.any(Number),
    });
    expect(service.issue(user, token)).toBe(token);
    expect(service.issue(newUser(), token)).not.toBe(token);
  });

  it('is that of the user until sessions of the user are ended, and is then replaced', () => {
    jest.useFakeTimers({ now: 1_000_000 });
    const user = newUser();
    const token = service.issue(user);
    jest.setSystemTime(1_001_999);
    const later = { ...user, devicesValidFrom: new Date() };
    const belongs = (text: string, owner: DeviceOwner = later) => isDeviceOf(service.read(text) as SignedDevice, owner);
    expect([belongs(token, user), belongs(token)]).toEqual([true, false]);
    const renewed = service.issue(later, token);
    expect([renewed === token, belongs(renewed), service.issue(later, renewed)]).toEqual([false, true, renewed]);
  });

  it('is refused when any one of its characters differs, also where base64 ignores bits of the last one', () => {
    const token = service.issue(newUser());
    const accepted: string[] = [];
    for (let index = 0; index < token.length; index += 1)
      for (const character of ALPHABET.replace(token.charAt(index), '')) {
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        if (service.read(changed)) accepted.push(changed);
      }
    expect(accepted).toEqual([]);
  });

  it('is accepted while its secret is the current or a former one', () => {
    const token = service.issue(newUser());
    expect(serviceWith('another secret').read(token)).toBeUndefined();
    expect(serviceWith('another secret', ['one secret']).read(token)).toBeDefined();
  });

  it('is signed with the current secret at the next sign-in, for the same device', () => {
    const user = newUser();
    const token = service.issue(user);
    const signedAgain = serviceWith('another secret', ['one secret']).issue(user, token);
    expect(serviceWith('another secret').read(signedAgain)).toEqual(service.read(token));
  });

  it('ends after 180 days', () => {
    jest.useFakeTimers();
    const token = service.issue(newUser());
    jest.advanceTimersByTime(180 * 86_400_000 - 1_000);
    expect(service.read(token)).toBeDefined();
    jest.advanceTimersByTime(2_000);
    expect(service.read(token)).toBeUndefined();
  });
});
