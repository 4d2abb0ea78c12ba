import { decodeText } from './decode-text';

const srt = (...text: number[]) =>
  Buffer.concat([Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n'), Buffer.from(text), Buffer.from('\n')]);

describe('decodeText', () => {
  it.each([
    // Each in the encoding that its country's editors wrote before UTF-8.
    ['Привет мир', srt(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2, 0x20, 0xec, 0xe8, 0xf0)],
    ['שלום עולם', srt(0xf9, 0xec, 0xe5, 0xed, 0x20, 0xf2, 0xe5, 0xec, 0xed)],
    ['déjà vu', srt(0x64, 0xe9, 0x6a, 0xe0, 0x20, 0x76, 0x75)],
    ['“ÄÖÜ” schön, Köln, Grüße', Buffer.from('\x93ÄÖÜ\x94 schön, Köln, Grüße', 'latin1')],
    ['好', Buffer.from('\uFEFF好', 'utf16le')],
    ['“déjà”', Buffer.from('“déjà”', 'utf16le')],
    ['“voilà”', Buffer.from('“voilà”', 'utf16le').swap16()],
    ['naïve 好', Buffer.from('naïve 好')],
    ['Ж', Buffer.from('<?xml version="1.0" encoding="windows-1251"?><tt>\xc6</tt>', 'latin1')],
    ['é', Buffer.from('<?xml version="1.0" encoding="UTF-8"?><tt>\xe9</tt>', 'latin1')],
    ['Щ', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><tt>Щ</tt>')],
  ])('reads %s', (text, bytes) => expect(decodeText(bytes)).toContain(text));

  it('reads bytes that no encoding explains as Windows-1252', () =>
    expect(decodeText(Buffer.from([0xff, 0xfd, 0x81, 0x20]))).toBe('ÿý\x81 '));

  it('leaves out the character in which a longer text is cut, and reads a last letter of a whole text', () => {
    expect(decodeText(Buffer.from('naïve 好').subarray(0, -1), true)).toBe('naïve ');
    expect(decodeText(Buffer.from('café', 'latin1'))).toBe('café');
  });
});
