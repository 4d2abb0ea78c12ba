import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { requestFingerprint } from './request-fingerprint';

const print = async (body: unknown, method = 'POST', path = '/api/v1/render') =>
  (await requestFingerprint(method, path, body)).toString('hex');

describe('request fingerprint', () => {
  it('ignores the order of members at every depth, not that of elements', async () => {
    expect(await print({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } })).toBe(
      await print({ b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
    expect(await print({ a: [1, 2] })).not.toBe(await print({ a: [2, 1] }));
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [{ a: 'x\u0000' }, { a: 'x' }],
    [undefined, null],
    [{}, []],
    [[[], []], [[[]]]],
    [JSON.parse('{"__proto__":1}') as unknown, {}],
    [Buffer.from('a'), Buffer.from('b')],
  ])('tells %j from %j', async (one, other) => {
    expect(await print(one)).not.toBe(await print(other));
  });

  it('covers method and path', async () => {
    const prints = [await print({}), await print({}, 'PUT'), await print({}, 'POST', '/api/v1/render?x=1')];
    expect(new Set(prints).size).toBe(3);
  });

  it('is the hash of JSON with sorted members', async () => {
    const sorted = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(sorted);
      const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
      return Object.fromEntries(members.map(([name, member]) => [`m ${name}`, sorted(member)]));
    };
    // Members like `7` would come first in any object.
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const text = JSON.stringify(sorted(value));
        const hash = createHash('sha256').update(`POST /x\n${text}`).digest('hex');
        expect(await print(JSON.parse(text), 'POST', '/x')).toBe(hash);
      }),
    );
  });

  it('gives other requests their turn while it reads many values', async () => {
    let turns = 0;
    let isDone = false;
    const count = () => {
      turns += 1;
      if (!isDone) setImmediate(count);
    };
    setImmediate(count);
    await print(Array.from({ length: 200_000 }, () => ({})));
    isDone = true;
    expect(turns).toBeGreaterThan(20);
  });
});
