import { readFileSync } from 'node:fs';
import {
  describeWithFfmpeg,
  editOf,
  isNear,
  RED,
  Rendered,
  RenderHarness,
  type Rgb,
  video,
} from '../../support/harness/render-harness';
import { amrSound } from '../../support/media/amr-sound';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-pix_fmt', 'yuv420p'];
/** A white flash at each half second, with a beep. */
const FLASHES = [
  ...lavfi("color=c=0x102040:s=160x90:r=25:d=4,drawbox=c=white:t=fill:enable='gte(mod(t,1),0.5)*lt(mod(t,1),0.58)'"),
  ...lavfi("aevalsrc='0.6*sin(2*PI*1000*t)*gte(mod(t,1),0.5)*lt(mod(t,1),0.58)':s=48000:d=4"),
];

describeWithFfmpeg('containers (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  it('a picture that lasts 2 s shows from any moment in it on', async () => {
    const both = "color=c=red:s=160x90:r=25:d=3,drawbox=color=blue:t=fill:enable='gte(t,1.99)'";
    const sparse = `${both},select='not(between(n,1,49))'`;
    harness.make('slides.mp4', ...lavfi(sparse), '-vsync', 'vfr', ...X264);
    const redFrames = async (asset: Record<string, unknown>, length: number) => {
      const result = await harness.render(editOf([[video('slides.mp4', asset, { length })]], { fps: 25 }));
      const { frames, seconds } = result.files;
      const moments = Array.from({ length: frames }, (_, frame) => (frame * seconds) / frames);
      return moments.map((moment) => isNear(result.at(moment, 0.5, 0.5), RED, 60)).lastIndexOf(true) + 1;
    };
    expect(await redFrames({ trim: 1.2 }, 1.5)).toBe(20);
    expect(await redFrames({ trim: 1.2, speed: 2 }, 0.8)).toBe(10);
    expect(await redFrames({ trim: 1.2, speed: 0 }, 0.4)).toBe(10);
  });

  it.each([
    ['long.ts', ['-f', 'mpegts', '-g', '250']],
    ['keys.ts', ['-f', 'mpegts', '-g', '50']],
    ['long.flv', ['-f', 'flv', '-g', '250']],
    ['live.mkv', ['-f', 'matroska', '-live', '1', '-g', '250']],
    ['fragments.mp4', ['-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov', '-g', '250']],
  ])('%s is trimmed to the picture', async (name, options) => {
    harness.make(name, ...FLASHES, ...X264, '-c:a', 'aac', ...options);
    const result = await harness.render(editOf([[video(name, { trim: 1.2 }, { length: 2 })]], { fps: 25 }));
    const flashes = Array.from({ length: 50 }, (_, frame) => frame).filter((frame) => result.brightness(frame) > 180);
    expect(flashes).toEqual([8, 9, 33, 34].map((frame) => expect.closeTo(frame, -0.5)));
    expect(isNear(result.at(0.04, 0.5, 0.5), [16, 32, 64], 30)).toBe(true);
    expect(result.level(0.31, 0.05)).toBeGreaterThan(-15);
    expect(result.level(0.6, 0.4)).toBeLessThan(-50);
  });

  it.each([
    [
      'recording.webm',
      ['-c:v', 'libvpx', '-deadline', 'realtime', '-g', '60', '-c:a', 'libopus', '-f', 'webm', '-live', '1'],
    ],
    ['live.mp4', [...X264, '-c:a', 'aac', '-f', 'mp4', '-movflags', 'frag_keyframe+empty_moov+default_base_moof']],
  ])('%s, which declares no length, lasts as long as its packets', async (name, options) => {
    harness.make(
      'plain.mkv',
      ...FLASHES,
      ...options.filter((option) => option !== '-live' && option !== '1'),
      '-f',
      'matroska',
    );
    harness.make(name, ...FLASHES, ...options);
    const clips = [0, 1].map(() => video(name, {}, { start: 'auto', length: 'auto' }));
    const result = await harness.render(editOf([clips], { fps: 25 }));
    expect(result.files.seconds).toBeCloseTo(8, 1);
    expect(result.brightness(Math.round(25 * (result.files.seconds / 2 + 0.56)))).toBeGreaterThan(180);
  });

  /** A source that is loud, then silent, then loud from 5.5 s to 6 s. */
  async function expectSixSeconds(name: string): Promise<void> {
    const clip = { asset: { type: 'audio', src: name }, start: 0, length: 'auto' };
    const result = await harness.render(editOf([[clip]], { format: 'wav' }));
    expect(result.files.seconds).toBeGreaterThan(5.9);
    expect(result.files.seconds).toBeLessThan(6.15);
    const trimmed = await harness.render(
      editOf([[{ ...clip, asset: { ...clip.asset, trim: 5 }, length: 0.9 }]], { format: 'wav' }),
    );
    expect(trimmed.level(0.05, 0.4)).toBeLessThan(-40);
    expect(trimmed.level(0.6, 0.25)).toBeGreaterThan(-20);
  }

  it.each(['narrow', 'wide'] as const)('AMR, %s, lasts as long as its sound', async (coding) => {
    harness.write(`${coding}.amr`, amrSound(coding));
    await expectSixSeconds(`${coding}.amr`);
  });

  it.each([
    ['naked.mp3', ['-c:a', 'libmp3lame', '-q:a', '5', '-write_xing', '0', '-id3v2_version', '0']],
    ['naked.aac', ['-c:a', 'aac', '-f', 'adts']],
    ['naked.ac3', ['-c:a', 'ac3']],
    ['sound.aiff', []],
    ['sound.caf', []],
    ['sound.wma', ['-c:a', 'wmav2']],
    ['sound.flac', []],
  ])('%s lasts as long as its sound', async (name, options) => {
    // Loud, then silent: a length estimated from the bit rate of the first part is wrong.
    harness.make(
      name,
      ...lavfi("aevalsrc='(random(0)-0.5)*lt(t,1)+0.4*sin(2*PI*440*t)*gte(t,5.5)':s=44100:d=6"),
      ...options,
    );
    await expectSixSeconds(name);
  });

  it.each([
    ['joined as they are', (part: Buffer) => Buffer.concat([part, part]), '0', 8],
    ['on a clock that runs over', (part: Buffer) => part, '95440', 4],
  ])('transport streams %s last to their end', async (_, join, offset, seconds) => {
    harness.make('part.ts', ...FLASHES, ...X264, '-c:a', 'aac', '-output_ts_offset', offset, '-f', 'mpegts');
    harness.write('whole.ts', join(readFileSync(harness.path('part.ts'))));
    const result = await harness.render(editOf([[video('whole.ts', {}, { length: 'auto' })]], { fps: 25 }));
    expect(Math.abs(result.files.seconds - seconds)).toBeLessThan(0.2);
    const flashes = Array.from({ length: seconds }, (_flash, second) =>
      result.brightness(Math.round((second + 0.56) * 25)),
    );
    expect(flashes.map((level) => level > 150)).toEqual(flashes.map(() => true));
  });

  it('Theora, which stores no picture that repeats the one before, is trimmed to the picture', async () => {
    const boxes = [
      '160:0:160:90:lime:fill',
      '0:90:160:90:blue:fill',
      '160:90:160:90:yellow:fill',
      "0:0:320:90:white:fill:enable='gte(mod(t,1),0.499)*lt(mod(t,1),0.579)'",
    ];
    const graph = `color=c=red:s=320x180:r=25:d=3,${boxes.map((box) => `drawbox=${box}`).join()}`;
    const sound = ['-c:a', 'libvorbis', '-t', '3'];
    harness.make(
      'slides.ogv',
      ...lavfi(graph),
      ...FLASHES.slice(4),
      '-c:v',
      'libtheora',
      '-q:v',
      '8',
      '-g',
      '250',
      ...sound,
    );
    const result = await harness.render(editOf([[video('slides.ogv', { trim: 1.2 }, { length: 1.6 })]], { fps: 25 }));
    const frames = Array.from({ length: 40 }, (_, frame) => frame);
    const white = frames.filter((frame) => isNear(result.at((frame + 0.1) / 25, 0.1, 0.1), [255, 255, 255], 60));
    expect(white).toEqual([8, 9, 33, 34]);
    expect(result.level(0.31, 0.05)).toBeGreaterThan(-15);
  });

  it('a Matroska file whose times begin late lasts from its first picture to its end', async () => {
    harness.make('part.mkv', ...FLASHES, ...X264, '-c:a', 'aac', '-output_ts_offset', '2');
    const result = await harness.render(editOf([[video('part.mkv', {}, { length: 'auto' })]], { fps: 25 }));
    expect(result.files.seconds).toBeCloseTo(4, 1);
  });

  it.each([
    ['old.mpg', ['-c:v', 'mpeg1video', '-c:a', 'mp2']],
    ['old.wmv', ['-c:v', 'wmv2', '-c:a', 'wmav2']],
    ['old.flv', ['-c:v', 'flv1', '-c:a', 'libmp3lame', '-ar', '44100']],
    ['disc.m2ts', [...X264, '-c:a', 'ac3', '-f', 'mpegts', '-mpegts_m2ts_mode', '1']],
  ])('%s is read', async (name, options) => {
    harness.make(name, ...FLASHES, '-b:v', '2M', ...options);
    const result = await harness.render(editOf([[video(name, {}, { length: 2 })]], { fps: 25 }));
    expect([result.brightness(5), result.brightness(14), result.brightness(39)].map((level) => level > 150)).toEqual([
      false,
      true,
      true,
    ]);
    expect(result.level(0.53, 0.04)).toBeGreaterThan(-15);
  });

  describe('interlaced', () => {
    /** Rows that differ from both of their neighbours. */
    const combs = (result: Rendered, frame: number) => {
      let rows = 0;
      for (let y = 1; y < 359; y++)
        for (let x = 0; x < 640; x += 2) {
          const [above = 0, here = 0, below = 0] = [y - 1, y, y + 1].map((row) => result.pixel(frame, x, row)[0]);
          if (Math.abs(here - above) > 120 && Math.abs(here - below) > 120) rows++;
        }
      return rows;
    };
    const moving = [
      ...lavfi('color=c=black:s=640x360:r=50:d=1,format=yuv420p'),
      ...lavfi('color=white:s=40x360:r=50:d=1'),
    ];
    const bar = "[0][1]overlay=x='mod(t*800,600)':y=0";
    const output = { size: { width: 640, height: 360 }, fps: 25 };

    it.each([
      ['tff', 'interleave_top', 'tff', 'tff=1'],
      ['bff', 'interleave_bottom', 'bff', 'bff=1'],
    ])('fields that show two moments become one picture, %s', async (name, mode, order, flag) => {
      const graph = `${bar},tinterlace=${mode},fieldorder=${order}`;
      const flags = ['-flags', '+ildct+ilme', '-x264opts', flag];
      harness.make(`${name}.mp4`, ...moving, '-filter_complex', graph, ...flags, ...X264);
      const result = await harness.render(editOf([[video(`${name}.mp4`)]], output));
      expect([3, 12, 20].map((frame) => combs(result, frame))).toEqual([0, 0, 0]);
      expect(result.brightness(12)).toBeGreaterThan(8);
    });

    it('fields of DV, whose file declares nothing, become one picture', async () => {
      const dv = ['-c:v', 'dvvideo', '-s', '720x576', '-pix_fmt', 'yuv420p', '-r', '25'];
      const graph = `${bar},scale=720:576,tinterlace=interleave_bottom,fieldorder=bff`;
      harness.make('tape.dv', ...moving, '-filter_complex', graph, '-flags', '+ildct+ilme', ...dv);
      const result = await harness.render(editOf([[video('tape.dv')]], { size: { width: 720, height: 576 }, fps: 25 }));
      expect([3, 12, 20].map((frame) => combs(result, frame))).toEqual([0, 0, 0]);
      expect(result.brightness(12)).toBeGreaterThan(8);
    });

    it('progressive pictures that are only marked as interlaced keep their rows', async () => {
      const lines =
        'color=c=black:s=640x360:r=25:d=1,format=yuv420p,geq=lum=255*mod(Y\\,2)*lt(X\\,320)+255*gt(sin(X/7+T*40)\\,0)*gte(X\\,320):cb=128:cr=128';
      harness.make('psf.mp4', ...lavfi(lines), '-flags', '+ildct+ilme', '-x264opts', 'tff=1', ...X264);
      const result = await harness.render(editOf([[video('psf.mp4')]], output));
      expect(combs(result, 12)).toBeGreaterThan(30_000);
    });
  });

  describe('HDR', () => {
    type Triple = [number, number, number];
    const WHITE: Triple = [1, 1, 1];
    const bars: [string, Triple, Rgb][] = [
      ['white', WHITE, [255, 255, 255]],
      ['red', [0.6274, 0.0691, 0.0164], [255, 0, 0]],
      ['green', [0.3293, 0.9195, 0.088], [0, 255, 0]],
      ['grey', [0.19, 0.19, 0.19], [128, 128, 128]],
    ];
    /** Converts linear BT.2020 in multiples of 203 nits to the signal. */
    const hlg = (light: Triple) => {
      const nits = light.map((value) => value * 0.203);
      const [r = 0, g = 0, b = 0] = nits;
      const display = 0.2627 * r + 0.678 * g + 0.0593 * b;
      return nits.map((value) => {
        const scene = value * display ** (1 / 1.2 - 1);
        return scene <= 1 / 12 ? Math.sqrt(3 * scene) : 0.17883277 * Math.log(12 * scene - 0.28466892) + 0.55991073;
      });
    };
    const pq = (light: Triple) =>
      light.map((value) => {
        const root = ((value * 203) / 10_000) ** 0.1593017578125;
        return ((0.8359375 + 18.8515625 * root) / (1 + 18.6875 * root)) ** 78.84375;
      });

    it.each([
      ['arib-std-b67', hlg],
      ['smpte2084', pq],
    ])('%s is converted to BT.709', async (transfer, encode) => {
      const boxes = bars.map(([, light], index) => {
        const hex = encode(light)
          .map((value) =>
            Math.round(value * 255)
              .toString(16)
              .padStart(2, '0'),
          )
          .join('');
        return `drawbox=${index * 40}:0:40:90:0x${hex}:fill`;
      });
      const card = `color=c=black:s=160x90:r=12:d=1,format=gbrp,${boxes.join(',')},scale=out_color_matrix=bt2020:out_range=tv,format=yuv420p`;
      const tags = ['-color_primaries', 'bt2020', '-color_trc', transfer, '-colorspace', 'bt2020nc'];
      harness.make(`${transfer}.mp4`, ...lavfi(card), ...X264, ...tags);
      for (const more of [{}, { opacity: [{ from: 1, to: 0.99, start: 0, length: 1 }] }]) {
        const result = await harness.render(editOf([[video(`${transfer}.mp4`, {}, more)]]));
        const seen = bars.map((_, index) => result.at(0.5, index * 0.25 + 0.125, 0.5));
        expect(seen.map((color, index) => isNear(color, bars[index]?.[2] ?? [0, 0, 0], 45) || color)).toEqual([
          true,
          true,
          true,
          true,
        ]);
        expect(result.probe().streams[0]).toMatchObject({
          color_transfer: 'bt709',
          color_primaries: 'bt709',
          color_space: 'bt709',
        });
      }
    });
  });
});
