import fc from 'fast-check';
import { backoffMs } from './backoff';

describe('backoffMs', () => {
  it('doubles up to the ceiling, with the upper half random', () => {
    const policy = { firstMs: 1_000, maxMs: 5_000 };
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, policy, 0))).toEqual([500, 1_000, 2_000, 2_500]);
    expect([1, 2, 3, 4].map((failures) => backoffMs(failures, policy, 1))).toEqual([1_000, 2_000, 4_000, 5_000]);
  });

  it('stays between half the first pause and the ceiling, however often it failed', () => {
    const policy = { firstMs: 10, maxMs: 30_000 };
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, random) => {
          const pause = backoffMs(failures, policy, random);
          return pause >= 5 && pause <= 30_000;
        },
      ),
    );
  });
});
