import { storableJson, storableText, wholeMilliseconds } from './payload';

describe('storable', () => {
  it('replaces NUL and lone surrogates and keeps whole pairs', () => {
    expect(storableText('a\u0000b\ud800c😀d\udc00')).toBe('a\ufffdb\ufffdc😀d\ufffd');
  });

  it('cuts long text without splitting a character', () => {
    expect(storableText('abc😀', 4)).toBe('abc\ufffd…');
  });

  it('cleans keys and values at every depth', () => {
    expect(
      storableJson({ 'k\u0000': ['\ud800', { deep: 'x\u0000' }], n: 1.5, none: undefined, big: 1n, inf: Infinity }),
    ).toEqual({
      'k\ufffd': ['\ufffd', { deep: 'x\ufffd' }],
      n: 1.5,
      big: '1',
      inf: null,
    });
  });

  it('keeps a key named __proto__ as plain data', () => {
    expect(Object.keys(storableJson(JSON.parse('{"__proto__":{"x":1}}')) as object)).toEqual(['__proto__']);
  });

  it('rounds delays and refuses nonsense', () => {
    expect([10.5, -3, Number.NaN, Number.POSITIVE_INFINITY].map(wholeMilliseconds)).toEqual([11, 0, 0, 0]);
  });
});
