import { shortcomings, versionOf } from './ffmpeg-capabilities';

const filters = [
  'xfade',
  'ass',
  'drawtext',
  'overlay',
  'chromakey',
  'zoompan',
  'amix',
  'loudnorm',
  'palettegen',
  'paletteuse',
]
  .map((name) => ` T.. ${name}  V->V  Words.`)
  .join('\n');
const encoders = ['libx264', 'aac', 'libmp3lame', 'png', 'mjpeg', 'gif']
  .map((name) => ` V....D ${name}   Words (codec x)`)
  .join('\n');
const release = (name: string) =>
  `ffmpeg version ${name} Copyright (c) 2000-2026 the FFmpeg developers\nbuilt with gcc`;

describe('shortcomings', () => {
  it.each(['4.3', '4.4.2-0ubuntu0.22.04.1', '5.1.9-0+deb12u1', 'n7.1', '10.0', 'N-109741-gbbe95f7353'])(
    'finds none in %s',
    (name) => {
      expect(shortcomings({ version: release(name), filters, encoders })).toEqual([]);
    },
  );

  it.each(['4.2.7', '3.4', 'n4.1'])('says that %s is too old', (name) => {
    expect(shortcomings({ version: release(name), filters, encoders })).toEqual([
      expect.stringContaining('4.3 or newer'),
    ]);
  });

  it('names every missing filter and encoder, and does not mistake longer names for them', () => {
    const found = shortcomings({
      version: release('6.0'),
      filters: filters.replace(' xfade ', ' xfade_opencl '),
      encoders: encoders.replace(' libx264 ', ' libx264rgb '),
    });
    expect(found).toEqual(['was built without filter xfade, encoder libx264']);
  });
});

describe('versionOf', () => {
  it('reads the first line', () => expect(versionOf(release('5.1.9-0+deb12u1'))).toBe('5.1.9-0+deb12u1'));
  it('accepts other text', () => expect(versionOf('hello')).toBe('unknown'));
});
