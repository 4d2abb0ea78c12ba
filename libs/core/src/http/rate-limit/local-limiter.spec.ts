import { LocalLimiter } from './local-limiter';

const once = (key: string, limit = 1) => [{ key, limit, windowMs: 60_000 }];

describe('memory of the local limiter', () => {
  it('holds no more than its bounds', () => {
    let now = 0;
    const limiter = new LocalLimiter(() => (now += 0.01), { keys: 500, hits: 2_000 });
    for (let index = 0; index < 20_000; index += 1) limiter.take(once(`k${index % 5_000}`, 10));
    expect(limiter.size.keys).toBeLessThanOrEqual(500);
    expect(limiter.size.hits).toBeLessThanOrEqual(2_000);
  });

  it('forgets what has left the window', () => {
    let now = 0;
    const limiter = new LocalLimiter(() => now);
    for (now = 0; now < 3_600_000; now += 1_000) limiter.take(once('busy', 100));
    expect(limiter.size).toEqual({ keys: 1, hits: 60 });
  });

  it('keeps an exhausted budget through a flood of new keys', () => {
    const limiter = new LocalLimiter(() => 0, { keys: 100, hits: 100_000 });
    for (let hit = 0; hit < 5; hit += 1) limiter.take(once('exhausted', 5));
    for (let index = 0; index < 10_000; index += 1) limiter.take(once(`flood-${index}`, 5));
    expect(limiter.take(once('exhausted', 5)).allowed).toBe(false);
    expect(limiter.size.keys).toBeLessThanOrEqual(100);
  });

  it('evicts the least recently used budget first', () => {
    const limiter = new LocalLimiter(() => 0, { keys: 2, hits: 1_000 });
    const remaining = (key: string) => limiter.take(once(key, 10)).states[0]?.remaining;
    expect(['a', 'b', 'a', 'b', 'c'].map(remaining)).toEqual([9, 9, 8, 8, 9]);
    expect(['b', 'd', 'b', 'c'].map(remaining)).toEqual([7, 9, 6, 9]);
  });

  it('remembers nothing about a key that was only refused', () => {
    const limiter = new LocalLimiter(() => 0);
    limiter.take(once('full'));
    limiter.take([...once('full'), ...once('new')]);
    expect(limiter.size.keys).toBe(1);
  });

  it('never asks for a longer wait than the window, whatever fractions the clock shows', () => {
    let now = 12_345.123456;
    const limiter = new LocalLimiter(() => now);
    const resets = Array.from({ length: 5_000 }, (_, caller) => {
      now += 7.123457;
      return limiter.take(once(`caller-${caller}`)).states[0]?.resetMs;
    });
    expect(new Set(resets)).toEqual(new Set([60_000]));
  });
});
