import { randomUUID } from 'node:crypto';
import type { CoreConfig } from '@app/core';
import type { AuthConfig } from '../auth.config';
import { DeviceTokensService } from './device-tokens.service';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const serviceWith = (secret: string, former: string[] = []) =>
  new DeviceTokensService({} as CoreConfig, { JWT_SECRET: secret, JWT_PREVIOUS_SECRETS: former } as AuthConfig);
const service = serviceWith('one secret');

describe('a device token', () => {
  afterEach(() => jest.useRealTimers());

  it('names its user and device, and stays the same for that user', () => {
    const userId = randomUUID();
    const token = service.issue(userId);
    expect(service.read(token)).toEqual({ userId, deviceId: expect.stringMatching(/^[\w-]{22}$/) });
    expect(service.issue(userId, token)).toBe(token);
    expect(service.issue(randomUUID(), token)).not.toBe(token);
  });

  it('is refused when any one of its characters differs, also where base64 ignores bits of the last one', () => {
    const token = service.issue(randomUUID());
    const accepted: string[] = [];
    for (let index = 0; index < token.length; index += 1)
      for (const character of ALPHABET.replace(token.charAt(index), '')) {
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        if (service.read(changed)) accepted.push(changed);
      }
    expect(accepted).toEqual([]);
  });

  it('is accepted while its secret is the current or a former one', () => {
    const token = service.issue(randomUUID());
    expect(serviceWith('another secret').read(token)).toBeUndefined();
    expect(serviceWith('another secret', ['one secret']).read(token)).toBeDefined();
  });

  it('ends after 180 days', () => {
    jest.useFakeTimers();
    const token = service.issue(randomUUID());
    jest.advanceTimersByTime(180 * 86_400_000 - 1_000);
    expect(service.read(token)).toBeDefined();
    jest.advanceTimersByTime(2_000);
    expect(service.read(token)).toBeUndefined();
  });
});
