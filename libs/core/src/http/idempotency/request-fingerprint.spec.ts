import { requestFingerprint } from './request-fingerprint';

const print = (body: unknown, method = 'POST', path = '/api/v1/render') =>
  requestFingerprint(method, path, body).toString('hex');

describe('request fingerprint', () => {
  it('ignores the order of members at every depth, not that of elements', () => {
    expect(print({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: null } })).toBe(
      print({ b: { f: null, c: [1, { e: 3, d: 2 }] }, a: 1 }),
    );
    expect(print({ a: [1, 2] })).not.toBe(print({ a: [2, 1] }));
  });

  it.each([
    [{ a: 1 }, { a: '1' }],
    [{ a: null }, {}],
    [{ a: 'x\u0000' }, { a: 'x' }],
    [undefined, null],
    [{}, []],
    [JSON.parse('{"__proto__":1}') as unknown, {}],
    [Buffer.from('a'), Buffer.from('b')],
  ])('tells %j from %j', (one, other) => {
    expect(print(one)).not.toBe(print(other));
  });

  it('covers method and path', () => {
    expect(new Set([print({}), print({}, 'PUT'), print({}, 'POST', '/api/v1/render?x=1')]).size).toBe(3);
  });
});
