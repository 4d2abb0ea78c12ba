import { AppError, nextTurn } from '@app/core';
import fc from 'fast-check';
import { parseJson } from './parse-json';
import { BODY_LIMITS, LARGE_BODY_LIMITS } from './request-body';

jest.mock('@app/core', () => {
  const core = jest.requireActual<typeof import('@app/core')>('@app/core');
  return { ...core, nextTurn: jest.fn(core.nextTurn) };
});

const parse = (text: string) => parseJson(Buffer.from(text), BODY_LIMITS);

const failureOf = (parsing: Promise<unknown>): Promise<unknown> =>
  parsing.then(
    () => undefined,
    (error: unknown) => error,
  );

async function refusal(text: string | Buffer): Promise<AppError> {
  const failure = await failureOf(parseJson(Buffer.from(text as string), LARGE_BODY_LIMITS));
  if (failure instanceof AppError) return failure;
  throw new Error('was not refused', { cause: failure });
}

/** How often other requests get a turn during some work. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  const before = jest.mocked(nextTurn).mock.calls.length;
  await work();
  return jest.mocked(nextTurn).mock.calls.length - before;
}

describe('parseJson', () => {
  it('returns what JSON.parse returns for everything that is allowed', async () => {
    const ordinary = fc
      .jsonValue({ maxDepth: 6 })
      .filter((value) => !/__proto__|constructor|\\u0000|\\ud[89a-f]/i.test(JSON.stringify(value)));
    await fc.assert(
      fc.asyncProperty(ordinary, async (value) =>
        expect(await parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value))),
      ),
    );
  });

  it('never throws anything but an AppError, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
          fc
            .string({ unit: fc.constantFrom(...'{}[],:"\\u0 1etrufalsn-.'.split('')), maxLength: 60 })
            .map((text) => Buffer.from(text)),
        ),
        async (bytes) => {
          const failure = await failureOf(parseJson(bytes, BODY_LIMITS));
          expect(failure === undefined || failure instanceof AppError).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('ignores a byte order mark', async () => expect(await parse('\uFEFF{"a":1}')).toEqual({ a: 1 }));

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
    ['{"a":"hunter2 \\"\\u00e4, ] \\\\","b":[true,null,-1.5e3,{}], "c":\n .5}', 'line 2, column 2'],
    ['["hunter2\\', 'line 1, column 11'],
  ])('says where %j breaks off, without repeating it', async (text, place) => {
    const error = await refusal(text);
    expect(error.code).toBe('malformed_request');
    expect(error.message).toContain(place);
    expect(error.message).not.toContain('hunter2');
  });

  it('takes neither a position nor words from the text itself', async () => {
    const { message } = await refusal('abc at position 9');
    expect(message).toBe('The body is not valid JSON: unexpected character at line 1, column 1.');
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
  ])('refuses %s and names the path', async (_name, text, path, code) => {
    expect((await refusal(text)).options.errors).toEqual([expect.objectContaining({ path, code })]);
  });

  it('accepts emoji, which are surrogate pairs, and a harmless constructor', async () => {
    expect(await parse('{"title":"🎬","constructor":"Acme"}')).toEqual({ title: '🎬', constructor: 'Acme' });
  });

  it('refuses bytes that are not UTF-8', async () =>
    expect((await refusal(Buffer.from([0x22, 0xc3, 0x28, 0x22]))).message).toContain('UTF-8'));

  it.each([
    ['lists', '['.repeat(500_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['closed lists', `${'['.repeat(500_000)}${']'.repeat(500_000)}`],
  ])('refuses %s nested hundreds of thousands of levels deep without recursion', async (_name, text) => {
    expect((await refusal(text)).code).toBe('payload_too_complex');
  });

  it('accepts 64 levels and no more', async () => {
    await parse(`${'['.repeat(64)}${']'.repeat(64)}`);
    await expect(parse(`${'['.repeat(65)}${']'.repeat(65)}`)).rejects.toThrow('64 levels');
    await parse(JSON.stringify({ text: '['.repeat(1_000) }));
  });

  it('refuses too many values', async () => {
    const list = (length: number) => JSON.stringify(Array.from({ length }, () => 1));
    await expect(parse(list(BODY_LIMITS.values))).rejects.toThrow('more than');
    await parse(list(BODY_LIMITS.values - 2));
  });

  it('refuses an object with more members than any edit has, but accepts as many objects', async () => {
    const { members } = LARGE_BODY_LIMITS;
    const wide = JSON.stringify(
      Object.fromEntries(Array.from({ length: members + 1 }, (_, index) => [`k${index}`, 1])),
    );
    expect((await refusal(`[${wide}]`)).message).toContain(`${members} members`);
    const many = JSON.stringify(Array.from({ length: members * 2 }, () => ({ a: 1, b: [] })));
    expect(await parseJson(Buffer.from(many), LARGE_BODY_LIMITS)).toHaveLength(members * 2);
  });

  it('lets other requests proceed while it checks a large document', async () => {
    const large = Buffer.from(JSON.stringify({ text: 'x'.repeat(8_000_000) }));
    expect(await turnsDuring(() => parseJson(large, LARGE_BODY_LIMITS))).toBeGreaterThan(10);
  });

  it.each([
    ['one string', `{"a":"${'x'.repeat(3_000_000)}","b":}`, 'unexpected character at line 1, column 3000013'],
    ['escapes', `{"a":"${'\\n'.repeat(1_500_000)}","b":}`, 'line 1, column 3000013'],
    ['escapes that come too late', `[\u00a0"${'\\n'.repeat(1_000_000)}`, 'line 1, column 2'],
    ['one number', `[${'1'.repeat(3_000_000)},x`, 'line 1, column 3000003'],
    ['short values', `[${'{},\n'.repeat(120_000)}]`, 'line 120001, column 1'],
  ])('finds the fault in megabytes of %s', async (_name, text, place) => {
    expect((await refusal(text)).message).toContain(place);
  });

  it.each([
    ['before a value', (ends: string) => `${ends}x`, 'line 10000001, column 1.', 70],
    ['behind a value', (ends: string) => `[1${ends}x`, 'line 10000001, column 1.', 15],
    ['in place of a value', (ends: string) => `[1,${ends}`, 'unexpected end at line 10000001, column 1.', 70],
  ])(
    'lets other requests proceed while it finds the fault in megabytes of line ends %s',
    async (_place, body, place, more) => {
      const ends = '\n'.repeat(10_000_000);
      const accepting = await turnsDuring(() => parseJson(Buffer.from(`${ends}1`), LARGE_BODY_LIMITS));
      let message = '';
      const refusing = await turnsDuring(async () => (message = (await refusal(body(ends))).message));
      expect(message).toContain(place);
      expect(refusing - accepting).toBeGreaterThan(more);
    },
  );
});
