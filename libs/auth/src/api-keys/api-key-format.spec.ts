import { generateApiKey, hashApiKey, isWellFormedApiKey, visiblePrefix } from './api-key-format';

describe('API keys', () => {
  it('are well formed, different each time, and show only their first characters', () => {
    const keys = Array.from({ length: 200 }, generateApiKey);
    expect(new Set(keys).size).toBe(200);
    expect(keys.every(isWellFormedApiKey)).toBe(true);
    expect(visiblePrefix(keys[0] ?? '')).toBe(keys[0]?.slice(0, 14));
    expect(hashApiKey(keys[0] ?? '')).toHaveLength(32);
  });

  it('reject every single changed character', () => {
    const key = generateApiKey();
    for (let index = 0; index < key.length; index += 1) {
      const other = key[index] === 'a' ? 'b' : 'a';
      expect(isWellFormedApiKey(`${key.slice(0, index)}${other}${key.slice(index + 1)}`)).toBe(false);
    }
  });

  it('reject lookalikes', () => {
    const key = generateApiKey();
    for (const text of ['', key.slice(0, -1), `${key}a`, ` ${key}`, `${key}\n`, key.toUpperCase(), 'rw_live_'])
      expect(isWellFormedApiKey(text)).toBe(false);
  });
});
