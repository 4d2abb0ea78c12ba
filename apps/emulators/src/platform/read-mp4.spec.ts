import { TikTokWorld } from '../tiktok/tiktok-world';
import { readMp4 } from './read-mp4';

const number = (...values: number[]) =>
  Buffer.concat(values.map((value) => Buffer.from(new Uint32Array([value]).buffer).swap32()));
const box = (type: string, ...content: Buffer[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([number(body.length + 8), Buffer.from(type, 'latin1'), body]);
};
const [ONE, ZERO] = [0x10000, 0];
const UPRIGHT = [ONE, ZERO, ZERO, ZERO, ONE, ZERO, ZERO, ZERO, 0x40000000];
const TURNED = [ZERO, ONE, ZERO, 0xffff0000, ZERO, ZERO, ZERO, ZERO, 0x40000000];

const descriptionOf = (handler: string) =>
  box('stsd', number(0, 1), box(handler === 'vide' ? 'avc1' : 'mp4a', Buffer.alloc(28)));
/** Skips the delay of an encoder. */
const EDITS = box('edts', box('elst', number(0, 1, 10_000, 1_024, ONE)));
/** A track of 300 frames in 10 seconds. */
const track = (handler: string, matrix: number[], edits: Buffer[] = []) =>
  box(
    'trak',
    ...edits,
    box('tkhd', number(0, 0, 0, 1, 0, 10_000, 0, 0, 0, 0, ...matrix, 1_920 * ONE, 1_080 * ONE)),
    box(
      'mdia',
      box('mdhd', number(0, 0, 0, 30_000, 300_000, 0)),
      box('hdlr', number(0, 0), Buffer.from(handler, 'latin1'), number(0, 0, 0)),
      box('minf', box('stbl', descriptionOf(handler), box('stts', number(0, 2, 100, 1_000, 200, 1_000)))),
    ),
  );
const index = (matrix: number[], ...edits: Buffer[]) =>
  box('moov', box('mvhd', number(0)), track('soun', UPRIGHT, edits), track('vide', matrix));
const DATA = box('mdat', Buffer.alloc(10));
const typed = (brand: string, ...content: Buffer[]) =>
  Buffer.concat([box('ftyp', Buffer.from(brand, 'latin1')), ...content]);
const file = (brand: string, matrix = UPRIGHT) => typed(brand, DATA, index(matrix));

describe('reading an MP4 file', () => {
  it('finds the container, size, length and frame rate', () => {
    const picture = { width: 1_920, height: 1_080, duration_ms: 10_000, fps: 30 };
    const codecs = { video_codec: 'avc1', audio_codec: 'mp4a' };
    const facts = { ...picture, ...codecs, has_edit_list: false, is_index_first: false };
    expect(readMp4(file('isom'))).toEqual({ container: 'mp4', ...facts });
    expect(readMp4(file('qt  '))).toEqual({ container: 'mov', ...facts });
  });

  it('finds the position of the index, and edit lists of any track', () => {
    expect(readMp4(typed('isom', index(UPRIGHT), DATA))).toMatchObject({ is_index_first: true, has_edit_list: false });
    expect(readMp4(typed('isom', index(UPRIGHT, EDITS), DATA))).toMatchObject({ has_edit_list: true });
  });

  it('turns what is shown upright', () => {
    expect(readMp4(file('isom', TURNED))).toMatchObject({ width: 1_080, height: 1_920 });
  });

  it('knows nothing of other bytes, and never fails', () => {
    expect(readMp4(Buffer.from('video'.repeat(100)))).toBeUndefined();
    const whole = file('isom');
    for (let length = 0; length < whole.length; length++) readMp4(whole.subarray(0, length));
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole);
      damaged[at] = 0xff;
      readMp4(damaged);
    }
    expect(readMp4(whole.subarray(0, 30))).toBeUndefined();
  });

  it('is for emulators that read files, and only if no test says what the file is', () => {
    const world = new TikTokWorld({});
    expect(world.profileOf('digest', file('isom'))).toEqual({});
    world.readsFiles = true;
    expect(world.profileOf('digest', file('isom'))).toMatchObject({ width: 1_920 });
    expect(world.profileOf('digest', undefined)).toEqual({});
    world.media.set('digest', { width: 5 });
    expect(world.profileOf('digest', file('isom'))).toEqual({ width: 5 });
    world.clock.stop();
  });
});
