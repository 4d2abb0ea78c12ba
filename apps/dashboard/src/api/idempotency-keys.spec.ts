import { IdempotencyKeys } from './idempotency-keys';

describe('the keys of requests', () => {
  it('are the same for a repetition, and differ for another body and after a success', () => {
    const keys = new IdempotencyKeys();
    const first = keys.keyOf({ amount: 5 });
    expect(keys.keyOf({ amount: 5 })).toBe(first);
    const other = keys.keyOf({ amount: 6 });
    keys.forget();
    expect(new Set([first, other, keys.keyOf({ amount: 6 })]).size).toBe(3);
  });
});
