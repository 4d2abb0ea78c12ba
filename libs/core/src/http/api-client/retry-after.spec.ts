import { retryAfterSeconds } from './retry-after';

describe('Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');

  it.each([
    ['30', 30],
    ['0.25', 1],
    ['1.5', 2],
    ['0', 1],
    ['86400', 3_600],
    ['Thu, 01 Jan 2026 00:01:30 GMT', 90],
    ['Wed, 31 Dec 2025 23:00:00 GMT', 1],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j means %p seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
