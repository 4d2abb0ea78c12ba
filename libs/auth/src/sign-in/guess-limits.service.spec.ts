import type { DeviceTokensService } from '../sessions/device-tokens.service';
import type { SessionsRepository } from '../sessions/sessions.repository';
import type { GuessDelaysRepository } from './guess-delays.repository';
import { GuessLimitsService, type GuessTarget } from './guess-limits.service';

const TARGET: GuessTarget = {
  account: 'account',
  requester: 'elsewhere',
  network: '203.0.113.0/24',
  fromKnownNetwork: false,
  fromKnownDevice: false,
};

/** @param failures of the network so far; each one beyond 30 costs 100 ms */
const limitsAfter = (failures: number) =>
  new GuessLimitsService(
    { count: () => Promise.resolve(failures) } as unknown as GuessDelaysRepository,
    {} as SessionsRepository,
    {} as DeviceTokensService,
  );
const isAnswered = (answer: Promise<boolean>) =>
  Promise.race([answer.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))]);

describe('a network that sent many wrong passwords', () => {
  it('waits for the answer to a wrong password, but not for the answer to a right one', async () => {
    const limits = limitsAfter(31);
    const wrong = limits.slowWrongOnes(TARGET, () => Promise.resolve(false));
    expect(await isAnswered(wrong)).toBe(false);
    expect(await isAnswered(limits.slowWrongOnes(TARGET, () => Promise.resolve(true)))).toBe(true);
    expect(await wrong).toBe(false);
  });

  it('has at most 20 attempts that are being checked or wait; a further one is refused without a check', async () => {
    const limits = limitsAfter(31);
    const check = jest.fn(() => Promise.resolve(false));
    const waiting = Array.from({ length: 20 }, () => limits.slowWrongOnes(TARGET, check));
    await expect(limits.slowWrongOnes(TARGET, check)).rejects.toMatchObject({
      definition: { code: 'sign_in_delayed' },
    });
    expect(check).toHaveBeenCalledTimes(20);
    await Promise.all(waiting);
    expect(await limits.slowWrongOnes(TARGET, () => Promise.resolve(true))).toBe(true);
  });

  it('frees its slots when a check fails, and does not delay a known device', async () => {
    const limits = limitsAfter(1_000);
    const failing = () => limits.slowWrongOnes(TARGET, () => Promise.reject(new Error('busy')));
    for (let attempt = 0; attempt < 21; attempt += 1) await expect(failing()).rejects.toThrow('busy');
    const known = limits.slowWrongOnes({ ...TARGET, fromKnownDevice: true }, () => Promise.resolve(false));
    expect(await isAnswered(known)).toBe(true);
  });
});
