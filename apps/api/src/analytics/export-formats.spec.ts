import fc from 'fast-check';
import { readXlsx } from 'hucre/xlsx';
import { toCsv, toJson, toNdjson, toXlsx } from './export-formats';

const COLUMNS = ['title', 'seconds', 'platforms'] as const;
const row = fc.record({
  title: fc.option(
    fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'=+-@＝"\',;\t\r\n a1') })),
  ),
  seconds: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 })),
  platforms: fc.uniqueArray(fc.constantFrom('tiktok', 'youtube', 'instagram')),
});
const history = fc.array(fc.array(row, { minLength: 1, maxLength: 4 }), { maxLength: 4 });

async function* inBatches<T>(batches: readonly T[]): AsyncGenerator<T> {
  for (const batch of batches) yield await Promise.resolve(batch);
}
async function written(chunks: AsyncIterable<string>): Promise<string> {
  const texts: string[] = [];
  for await (const chunk of chunks) texts.push(chunk);
  return texts.join('');
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** Records of cells, by the grammar of RFC 4180. */
function readCsv(text: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    records.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

describe('exports', () => {
  it('as CSV say the same as the rows, and no cell of theirs is a formula', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const text = await written(toCsv(COLUMNS, inBatches(batches)));
        expect(text.startsWith('\uFEFF"title"')).toBe(true);
        const [header, ...records] = readCsv(text.slice(1));
        expect(header).toEqual(COLUMNS);
        expect(records.length).toBe(batches.flat().length);
        for (const [index, { title, seconds, platforms }] of batches.flat().entries()) {
          const [shown = '', ...others] = records[index] ?? [];
          expect(shown).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
          expect([title ?? '', `'${title}`]).toContain(shown);
          expect(others).toEqual([seconds === null ? '' : String(seconds), platforms.join(' ')]);
        }
      }),
    );
  });

  it.each([
    ['=HYPERLINK("https://example.com")', `"'=HYPERLINK(""https://example.com"")"`],
    ['  +1', `"'  +1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['＝1', `"'＝1"`],
    ['\tlap', `"'\tlap"`],
    ['a = b', '"a = b"'],
    ['', '""'],
  ])('as CSV write %j as %s', async (title, cell) => {
    const text = await written(toCsv(['title'], inBatches([[{ title }]])));
    expect(text).toBe(`\uFEFF"title"\r\n${cell}\r\n`);
  });

  it('as a workbook say the same as the rows, and every text is a cell of text', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const { sheets } = await readXlsx(await bytesOf(toXlsx(COLUMNS, inBatches(batches))));
        const [header, ...records] = sheets[0]?.rows ?? [];
        expect(header).toEqual(COLUMNS);
        expect(records.length).toBe(batches.flat().length);
        for (const [index, { title, seconds, platforms }] of batches.flat().entries()) {
          const [shown, ...others] = records[index] ?? [];
          expect(shown ?? '').toBe(title ?? '');
          expect([others[0] ?? null, others[1] ?? '']).toEqual([seconds, platforms.join(' ')]);
        }
        expect([...(sheets[0]?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a\uFFFEb\uFFFFc', 'a\uFFFDb\uFFFDc'],
    ['half \uD83D of a sign', 'half \uFFFD of a sign'],
    ['_x0041_', '_x0041_'],
  ])('as a workbook with the text %j can be read', async (title, shown) => {
    const { sheets } = await readXlsx(await bytesOf(toXlsx(['title'], inBatches([[{ title }]]))));
    expect(sheets[0]?.rows[1]).toEqual([shown]);
  });

  it('as JSON and as lines of JSON are the rows', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const rows = JSON.parse(JSON.stringify(batches.flat())) as object[];
        expect(JSON.parse(await written(toJson({ of: 'a period' }, inBatches(batches))))).toEqual({
          of: 'a period',
          rows,
        });
        const lines = (await written(toNdjson(inBatches(batches)))).split('\n');
        expect(lines.pop()).toBe('');
        expect(lines.map((line) => JSON.parse(line) as object)).toEqual(rows);
      }),
    );
  });
});
