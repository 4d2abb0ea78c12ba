import fc from 'fast-check';
import { microTokens, tokens } from '../ledger/micro-tokens';
import { priceDelivered, priceRender } from './price-render';

const perMinute = (seconds: number) => priceRender('per_minute', seconds);
const length = fc.double({ min: 0, max: 36_000, noNaN: true });
const wholeSeconds = fc.nat({ max: 36_000 });

describe('priceRender', () => {
  it.each([
    [0, 16_667],
    [0.2, 16_667],
    [1, 16_667],
    [1.001, 33_334],
    [5, 83_334],
    [15.75, 266_667],
    [30, 500_000],
    [59.5, 1_000_000],
    [60, 1_000_000],
    [90, 1_500_000],
    [120, 2_000_000],
    [3_600, 60_000_000],
  ])('%d seconds cost %d micro-tokens', (seconds, price) => {
    expect(perMinute(seconds)).toBe(price);
  });

  it('does not charge for floating-point noise', () => {
    expect(0.1 * 3 * 10).toBeGreaterThan(3);
    expect(perMinute(0.1 * 3 * 10)).toBe(perMinute(3));
    expect(perMinute(4.35 * 100)).toBe(perMinute(435));
  });

  it('costs one token per render with flat pricing', () => {
    fc.assert(fc.property(length, (seconds) => expect(priceRender('per_render', seconds)).toBe(tokens(1))));
  });

  it('is a whole number, and one token for each whole minute', () => {
    fc.assert(fc.property(length, (seconds) => expect(Number.isSafeInteger(perMinute(seconds))).toBe(true)));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), (minutes) => expect(perMinute(minutes * 60)).toBe(tokens(minutes))),
    );
  });

  it('never falls as the length grows, and is constant within a started second', () => {
    fc.assert(
      fc.property(length, length, (a, b) =>
        expect(perMinute(Math.min(a, b))).toBeLessThanOrEqual(perMinute(Math.max(a, b))),
      ),
    );
    fc.assert(
      fc.property(wholeSeconds, fc.integer({ min: 1, max: 1_000 }), (second, ms) =>
        expect(perMinute(second + ms / 1_000)).toBe(perMinute(second + 1)),
      ),
    );
  });

  it('is less than one micro-token above the exact price of the started seconds', () => {
    fc.assert(
      fc.property(wholeSeconds, (seconds) => {
        const exactTimes60 = BigInt(Math.max(1, seconds)) * 1_000_000n;
        const above = BigInt(perMinute(seconds)) * 60n - exactTimes60;
        expect(above >= 0n && above < 60n).toBe(true);
      }),
    );
  });

  it.each([Number.NaN, Infinity, -1, -0.001, 1e12])('refuses %d', (seconds) => {
    expect(() => perMinute(seconds)).toThrow(RangeError);
    expect(() => priceRender('per_render', seconds)).toThrow(RangeError);
  });
});

describe('priceDelivered', () => {
  it('is the price of the real length, never above what was reserved', () => {
    fc.assert(
      fc.property(length, fc.nat(), (seconds, reserved) => {
        const charged = priceDelivered('per_minute', seconds, microTokens(reserved));
        expect(charged).toBe(Math.min(reserved, perMinute(seconds)));
      }),
    );
  });
});
