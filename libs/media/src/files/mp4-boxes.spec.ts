import { boxAt, boxesIn, outlineMp4 } from './mp4-boxes';

const box = (name: string, content: string | number): Buffer => {
  const body = typeof content === 'number' ? Buffer.alloc(content) : Buffer.from(content, 'latin1');
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(name, 4, 'latin1');
  return Buffer.concat([head, body]);
};
const large = (name: string, size: bigint): Buffer => {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write(name, 4, 'latin1');
  head.writeBigUInt64BE(size, 8);
  return head;
};
const ftyp = box('ftyp', 16);

describe('outlineMp4', () => {
  it('needs nothing more when the index comes first', () => {
    expect(outlineMp4(Buffer.concat([ftyp, box('moov', 100), box('mdat', 1_000).subarray(0, 50)]))).toEqual({
      fragmented: false,
    });
  });
  it('finds where the data ends, which is where the index begins', () => {
    expect(outlineMp4(Buffer.concat([ftyp, box('free', 8), box('mdat', 1_000).subarray(0, 50)]))).toEqual({
      fragmented: false,
      restAt: 24 + 16 + 1_008,
    });
    expect(outlineMp4(Buffer.concat([ftyp, large('mdat', 5_000_000_000n), Buffer.alloc(20)]))).toEqual({
      fragmented: false,
      restAt: 5_000_000_024,
    });
  });
  it('asks for the rest of an index that continues after the head', () => {
    const head = Buffer.concat([ftyp, box('moov', 1_000).subarray(0, 60)]);
    expect(outlineMp4(head)).toEqual({ fragmented: false, restAt: head.length });
  });
  it('recognises fragments', () => {
    expect(outlineMp4(Buffer.concat([ftyp, box('moov', `${'x'.repeat(40)}mvex`), box('moof', 10)]))).toEqual({
      fragmented: true,
    });
  });
  it.each([
    ['zero bytes', Buffer.alloc(100)],
    ['sizes below 8', Buffer.concat([ftyp, Buffer.from('\0\0\0\x04abcd12345678', 'latin1')])],
    ['nothing', Buffer.alloc(0)],
  ])('ends at %s', (_name, head) => expect(outlineMp4(head)).toEqual({ fragmented: false }));
});

describe('boxesIn', () => {
  it('finds boxes with sizes of 32 and of 64 bits, and one up to the end', () => {
    const toTheEnd = Buffer.from('\0\0\0\0stbl', 'latin1');
    const body = Buffer.concat([ftyp, large('mdat', 18n), Buffer.from('ab'), toTheEnd, box('stsz', 'cd')]);
    expect(boxesIn(body).map(({ type, body: { length } }) => [type, length])).toEqual([
      ['ftyp', 16],
      ['mdat', 2],
      ['stbl', 10],
    ]);
    expect(boxAt(body, 'stbl/stsz')).toEqual(Buffer.from('cd'));
  });

  it.each([
    ['a size beyond the end', box('free', 8).subarray(0, 12)],
    ['a size below its header', large('mdat', 12n)],
    ['a header that is cut off', large('mdat', 16n).subarray(0, 12)],
  ])('ends at %s', (_name, end) => expect(boxesIn(Buffer.concat([ftyp, end]))).toHaveLength(1));
});
