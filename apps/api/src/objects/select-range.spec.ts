import { selectRange } from './select-range';

const OBJECT = { etag: '"abc"', size: 1_000, updatedAt: new Date('2026-03-01T10:00:00.500Z') };
const LAST_MODIFIED = 'Sun, 01 Mar 2026 10:00:00 GMT';
const select = (headers: Record<string, string>, object = OBJECT) => selectRange(headers, object);

describe('selectRange', () => {
  it.each([
    ['bytes=0-499', [0, 499]],
    ['bytes=500-', [500, 999]],
    ['bytes=-200', [800, 999]],
    ['bytes=-5000', [0, 999]],
    ['bytes=999-999', [999, 999]],
    ['bytes=990-2000', [990, 999]],
    ['Bytes=0-0', [0, 0]],
  ])('%s', (range, [start, end]) => expect(select({ range })).toEqual({ status: 206, start, end }));

  it.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('%s lies beyond the end', (range) =>
    expect(select({ range })).toEqual({ status: 416 }),
  );

  it.each(['bytes=', 'bytes=-', 'bytes=a-b', 'bytes=5-2', 'bytes=0-1,5-6', 'items=0-1', '0-1', 'bytes=0x1-2'])(
    '%s is ignored',
    (range) => expect(select({ range })).toEqual({ status: 200 }),
  );

  it('finds no range in an empty object', () => {
    expect(select({}, { ...OBJECT, size: 0 })).toEqual({ status: 200 });
    expect(select({ range: 'bytes=0-' }, { ...OBJECT, size: 0 })).toEqual({ status: 416 });
  });

  it('answers 304 to a client that already has it', () => {
    for (const tag of ['"abc"', 'W/"abc"', '"x", "abc"', '*'])
      expect(select({ 'if-none-match': tag, range: 'bytes=0-1' })).toEqual({ status: 304 });
    expect(select({ 'if-modified-since': LAST_MODIFIED })).toEqual({ status: 304 });
    expect(select({ 'if-modified-since': 'Sun, 01 Mar 2026 09:59:59 GMT' })).toEqual({ status: 200 });
    expect(select({ 'if-none-match': '"x"', 'if-modified-since': LAST_MODIFIED })).toEqual({ status: 200 });
  });

  it('gives a part only to a client that has the rest of the same bytes', () => {
    const range = 'bytes=10-';
    for (const condition of ['"abc"', LAST_MODIFIED])
      expect(select({ range, 'if-range': condition })).toMatchObject({ status: 206, start: 10 });
    for (const condition of ['"old"', 'W/"abc"', 'Sun, 01 Mar 2026 09:00:00 GMT', 'nonsense']) {
      expect(select({ range, 'if-range': condition })).toEqual({ status: 200 });
    }
  });
});
