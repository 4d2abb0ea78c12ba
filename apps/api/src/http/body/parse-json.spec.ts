import { AppError } from '@app/core';
import fc from 'fast-check';
import { BODY_LIMITS, LARGE_BODY_LIMITS } from './body-limits';
import { parseJson } from './parse-json';

const parse = (text: string) => parseJson(Buffer.from(text), BODY_LIMITS);

function failureOf(work: () => unknown): unknown {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

function refusal(text: string | Buffer): AppError {
  const failure = failureOf(() => parseJson(Buffer.from(text as string), LARGE_BODY_LIMITS));
  if (failure instanceof AppError) return failure;
  throw new Error('was not refused', { cause: failure });
}

describe('parseJson', () => {
  it('gives what JSON.parse gives for everything that is allowed', () => {
    const ordinary = fc
      .jsonValue({ maxDepth: 6 })
      .filter((value) => !/__proto__|constructor|\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
    fc.assert(
      fc.property(ordinary, (value) => expect(parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))),
    );
  });

  it('never throws anything but an AppError, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc
            .string({ unit: fc.constantFrom(...'{}[],:"\\u0 1etrufalsn-.'.split('')), maxLength: 60 })
            .map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          const failure = failureOf(() => parseJson(bytes, BODY_LIMITS));
          expect(failure === undefined || failure instanceof AppError).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('ignores a byte order mark', () => expect(parse('\uFEFF{"a":1}')).toEqual({ a: 1 }));

  it.each([
    ['{"a":}', 'line 1, column 6'],
    ['{\n  "a": 1,\n}', 'line 3, column 1'],
    ['{"password":"hunter2",\n"b": tru}', 'line 2, column 6'],
    ['{"password":"hunter2"', 'line 1, column 22'],
    ['[1,]', 'line 1, column 4'],
    ['abc', 'line 1, column 1'],
    ['', 'line 1, column 1'],
    ['{"a":[[],', 'line 1, column 10'],
    ['{"a":1}}', 'line 1, column 8'],
  ])('says where %j breaks, without repeating it', (text, place) => {
    const error = refusal(text);
    expect(error.code).toBe('malformed_request');
    expect(error.message).toContain(place);
    expect(error.message).not.toContain('hunter2');
  });

  it.each([
    ['a NUL', '{"a":[{"b":"x\\u0000"}]}', 'a[0].b', 'invalid_text'],
    ['a lone surrogate', '{"title":"\\ud800"}', 'title', 'invalid_text'],
    ['a NUL in a name', '{"a":{"b\\u0000":1}}', 'a["b\\u0000"]', 'invalid_text'],
    ['an infinite number', '{"a":{"n":1e400}}', 'a.n', 'number_out_of_range'],
    ['an infinite number in a list', '[1,[2,-1e999]]', '[1][1]', 'number_out_of_range'],
    ['__proto__', '{"a":{"__proto__":{"admin":true}}}', 'a.__proto__', 'forbidden_key'],
    ['an escaped __proto__', '{"\\u005f_proto__":1}', '__proto__', 'forbidden_key'],
    ['constructor.prototype', '{"constructor":{"prototype":{}}}', 'constructor', 'forbidden_key'],
  ])('refuses %s and names the path', (_name, text, path, code) => {
    expect(refusal(text).options.errors).toEqual([expect.objectContaining({ path, code })]);
  });

  it('accepts emoji, which are surrogate pairs, and a harmless constructor', () => {
    expect(parse('{"title":"🎬","constructor":"Acme"}')).toEqual({ title: '🎬', constructor: 'Acme' });
  });

  it('refuses bytes that are not UTF-8', () =>
    expect(refusal(Buffer.from([0x22, 0xc3, 0x28, 0x22])).message).toContain('UTF-8'));

  it.each([
    ['lists', '['.repeat(500_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['closed lists', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
  ])('refuses %s nested hundreds of thousands deep without descending', (_name, text) => {
    expect(refusal(text).code).toBe('payload_too_complex');
  });

  it('takes 64 levels and no more', () => {
    expect(() => parse(`${'['.repeat(64)}${']'.repeat(64)}`)).not.toThrow();
    expect(() => parse(`${'['.repeat(65)}${']'.repeat(65)}`)).toThrow('64 levels');
    expect(() => parse(JSON.stringify({ text: '['.repeat(1_000) }))).not.toThrow();
  });

  it('refuses too many values', () => {
    expect(() => parse(JSON.stringify(Array.from({ length: BODY_LIMITS.values }, () => 1)))).toThrow('more than');
    expect(() => parse(JSON.stringify(Array.from({ length: BODY_LIMITS.values - 2 }, () => 1)))).not.toThrow();
  });

  it('finds the place in ten megabytes of one string', () => {
    expect(refusal(`{"a":"${'x'.repeat(10_000_000)}","b":}`).message).toContain('line 1, column 10000013');
    expect(refusal(`{"a":"${'\\n'.repeat(5_000_000)}","b":}`).message).toContain('line 1, column 10000013');
    expect(refusal(`[\u00a0"${'\\n'.repeat(1_000_000)}`).message).toContain('line 1, column 2');
  });
});
