import fc from 'fast-check';
import { sendAccountMail } from '../contracts/account-mails.jobs';
import { mailBillingNotice } from '../contracts/billing.jobs';
import { retryDelay } from './retry-delay';

describe('retryDelay', () => {
  it('doubles, with the upper half random', () => {
    const policy = { attempts: 5, backoffMs: 1_000 };
    expect([1, 2, 3].map((made) => retryDelay(policy, made, 0, 0))).toEqual([500, 1_000, 2_000]);
    expect([1, 2, 3].map((made) => retryDelay(policy, made, 0, 1))).toEqual([1_000, 2_000, 4_000]);
  });

  it.each([sendAccountMail, mailBillingNotice])(
    'retries a mail for a day while no server accepts it: $name',
    ({ retry }) => {
      const pauses = Array.from({ length: retry.attempts - 1 }, (_, index) => retryDelay(retry, index + 1, 0, 0.5));
      const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
      expect(hours).toBeGreaterThan(24);
      expect(hours).toBeLessThan(36);
      // After an outage of an hour the mail is sent within fifteen minutes.
      expect(Math.max(...pauses)).toBeLessThanOrEqual(900_000);
    },
  );

  it('waits as long as the failure asked for', () => {
    expect(retryDelay({ attempts: 2, backoffMs: 10 }, 1, 2.5)).toBe(2_500);
  });

  it('is always a whole number within the ceiling', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (backoffMs, made, random) => {
          const delay = retryDelay({ attempts: 3, backoffMs, maxBackoffMs: 30_000 }, made, 0, random);
          return Number.isInteger(delay) && delay >= 0 && delay <= 30_000;
        },
      ),
    );
  });
});
