import { readFileSync } from 'node:fs';
import type { AppError } from '@app/core';
import {
  BLUE,
  describeWithFfmpeg,
  editOf,
  image,
  isNear,
  RED,
  RenderHarness,
  video,
} from '../../support/harness/render-harness';
import { animatedWebp } from '../../support/media/animated-webp';
import {
  LIBHEIF_AVIF,
  turnedAvif,
  turnedJpeg,
  turnedPng,
  turnedTiff,
  turnedWebp,
} from '../../support/media/turned-pictures';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
/** Left half red, right half blue. */
const CARD = 'color=c=red:s=160x90,format=rgb24,drawbox=x=80:y=0:w=80:h=90:color=blue:t=fill';
const still160 = { format: 'png', size: { width: 160, height: 160 }, fps: undefined };

describeWithFfmpeg('pictures (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());
  const faultsOf = (work: Promise<unknown>) =>
    work.then(
      () => [],
      ({ options }: AppError) => options.errors ?? [],
    );

  describe('that declare a rotation', () => {
    const source = (extension: string) => {
      harness.make(`flat.${extension}`, ...lavfi(CARD), '-frames:v', '1', '-q:v', '2');
      return readFileSync(harness.path(`flat.${extension}`));
    };
    it.each([
      ['jpg', () => turnedJpeg(source('jpg'))],
      ['webp', () => turnedWebp(source('webp'), 160, 90)],
      ['png', () => turnedPng(source('png'))],
      ['tiff', turnedTiff],
      ['avif', () => turnedAvif(source('avif'), ['turned'])],
    ])('are shown completely, %s', async (extension, make) => {
      harness.write(`turned.${extension}`, make());
      const result = await harness.render(editOf([[image(`turned.${extension}`, { fit: 'contain' })]], still160));
      // Rotated: red above blue, 90 wide.
      const upright = [result.at(0, 0.5, 0.05), result.at(0, 0.5, 0.95), result.at(0, 0.1, 0.5)];
      const wanted = [RED, BLUE, [0, 0, 0] as const];
      expect(upright.map((color, index) => isNear(color, [...(wanted[index] ?? RED)], 40) || color)).toEqual([
        true,
        true,
        true,
      ]);
    });
  });

  it('that ffprobe does not measure are shown, avif', async () => {
    harness.write('web.avif', LIBHEIF_AVIF);
    const result = await harness.render(editOf([[image('web.avif', { fit: 'contain' })]], still160));
    expect(isNear(result.at(0, 0.1, 0.5), [...RED], 40) && isNear(result.at(0, 0.9, 0.5), [...BLUE], 40)).toBe(true);
    expect(isNear(result.at(0, 0.5, 0.05), [0, 0, 0], 40)).toBe(true);
  });

  it('that declare more pixels than allowed are refused before anything decodes them, avif', async () => {
    const bomb = Buffer.from(LIBHEIF_AVIF);
    bomb.writeUInt32BE(60_000, bomb.indexOf('ispe') + 8);
    bomb.writeUInt32BE(60_000, bomb.indexOf('ispe') + 12);
    harness.write('bomb.avif', bomb);
    const [fault] = await faultsOf(harness.render(editOf([[image('bomb.avif')]], still160)));
    expect(fault?.message).toMatch(/has 3600000000 pixels/);
  });

  it('that are mirrored are shown mirrored, avif', async () => {
    harness.make('straight.avif', ...lavfi(CARD), '-frames:v', '1', '-q:v', '2');
    harness.write('mirrored.avif', turnedAvif(readFileSync(harness.path('straight.avif')), ['mirrored']));
    const result = await harness.render(editOf([[image('mirrored.avif', { fit: 'contain' })]], still160));
    expect(isNear(result.at(0, 0.1, 0.5), [...BLUE], 40) && isNear(result.at(0, 0.9, 0.5), [...RED], 40)).toBe(true);
  });

  describe('that move', () => {
    const gif = (name: string, delays: number[], colors: string[]) => {
      const inputs = delays.flatMap((delay, index) => [
        ...lavfi(`color=c=${colors[index % colors.length]}:s=80x46:r=100:d=${delay / 100}`),
      ]);
      const all = delays.map((_, index) => `[${index}:v]`).join('');
      const once = `${all}concat=n=${delays.length}[a];[a]mpdecimate=max=0[v]`;
      harness.make(
        name,
        ...inputs,
        '-filter_complex',
        once,
        '-map',
        '[v]',
        '-vsync',
        'vfr',
        '-final_delay',
        String(delays.at(-1)),
      );
    };
    const colorsAt = async (name: string, times: number[]) => {
      const result = await harness.render(editOf([[image(name, { length: 3, fit: 'cover' })]], { fps: 25 }));
      return times.map((time) => {
        const color = result.at(time, 0.5, 0.5);
        return isNear(color, RED, 60) ? 'red' : isNear(color, BLUE, 60) ? 'blue' : color.join();
      });
    };

    it('two pictures of half a second alternate without end', async () => {
      gif('blink.gif', [50, 50], ['red', 'blue']);
      const times = [0.24, 0.76, 1.24, 1.76, 2.24, 2.76];
      expect(await colorsAt('blink.gif', times)).toEqual(['red', 'blue', 'red', 'blue', 'red', 'blue']);
    });
    it('each picture lasts as long as the file says', async () => {
      gif('uneven.gif', [20, 80], ['red', 'blue']);
      const times = [0.08, 0.32, 0.88, 1.08, 1.32, 2.88];
      expect(await colorsAt('uneven.gif', times)).toEqual(['red', 'blue', 'blue', 'red', 'blue', 'blue']);
    });
    it('a loop of 80 ms repeats', async () => {
      gif('short.gif', [4, 4], ['red', 'blue']);
      const colors = await colorsAt(
        'short.gif',
        Array.from({ length: 50 }, (_, frame) => frame / 25 + 0.01),
      );
      expect(colors.filter((color) => color === 'red')).toHaveLength(25);
      expect(colors.filter((color) => color === 'blue')).toHaveLength(25);
    });
    it('as PNG', async () => {
      harness.make(
        'blink.png',
        ...lavfi('color=c=red:s=80x46:r=2:d=0.5'),
        ...lavfi('color=c=blue:s=80x46:r=2:d=0.5'),
        '-filter_complex',
        '[0:v][1:v]concat=n=2',
        '-f',
        'apng',
        '-plays',
        '0',
      );
      expect(await colorsAt('blink.png', [0.24, 0.76, 1.24, 1.76])).toEqual(['red', 'blue', 'red', 'blue']);
    });
    it.each(['0', '1'])('as WebP (lossless: %s)', async (lossless) => {
      harness.make(
        'blink.webp',
        ...lavfi('color=c=red:s=80x46:r=2:d=0.5'),
        ...lavfi('color=c=blue:s=80x46:r=2:d=0.5'),
        '-filter_complex',
        '[0:v][1:v]concat=n=2',
        '-c:v',
        'libwebp_anim',
        '-lossless',
        lossless,
      );
      expect(await colorsAt('blink.webp', [0.24, 0.76, 1.24, 1.76])).toEqual(['red', 'blue', 'red', 'blue']);
    });
    it('as WebP that stores only changes: drawn over, replacing, and cleared afterwards', async () => {
      const part = (color: string, x: number, width: number, flags: number) => {
        harness.make('part.webp', ...lavfi(`color=c=${color}:s=${width}x46,format=rgb24`), '-frames:v', '1');
        const still = readFileSync(harness.path('part.webp'));
        return { still, x, y: 0, width, height: 46, milliseconds: 200, flags };
      };
      const parts = [part('red', 0, 80, 0), part('blue', 40, 40, 1), part('blue', 0, 40, 2)];
      harness.write('parts.webp', animatedWebp(80, 46, parts));
      const result = await harness.render(
        editOf([[image('parts.webp', { length: 0.6, fit: 'cover' })]], { fps: 25 }, { background: '#00ff00' }),
      );
      const seen = [0.1, 0.3, 0.5].map((time) => [0.25, 0.75].map((x) => result.at(time, x, 0.5)));
      const wanted = [
        [RED, RED],
        [RED, BLUE],
        [BLUE, [0, 255, 0] as const],
      ];
      for (const [index, colors] of wanted.entries())
        for (const [half, color] of colors.entries())
          expect([index, half, isNear(seen[index]?.[half] ?? [0, 0, 0], [...color], 60)]).toEqual([index, half, true]);
    });
    it('as WebP that is damaged or larger than declared are refused', async () => {
      harness.make('part.webp', ...lavfi('color=c=red:s=80x46,format=rgb24'), '-frames:v', '1');
      const still = readFileSync(harness.path('part.webp'));
      const frame = { still, x: 0, y: 0, width: 80, height: 46, milliseconds: 200, flags: 0 };
      const whole = animatedWebp(80, 46, [frame, frame]);
      harness.write('cut.webp', whole.subarray(0, whole.length - 20));
      harness.write('other.webp', animatedWebp(80, 46, [{ ...frame, width: 40 }, frame]));
      harness.write('outside.webp', animatedWebp(80, 46, [{ ...frame, x: 2 }, frame]));
      for (const name of ['cut.webp', 'other.webp', 'outside.webp'])
        expect(await faultsOf(harness.render(editOf([[image(name, {})]], still160)))).toMatchObject([
          { path: 'timeline.tracks[0].clips[0].asset.src' },
        ]);
    });
    it('are named in the warnings if their clip lasts longer', async () => {
      gif('blink.gif', [50, 50], ['red', 'blue']);
      const clips = [video('blink.gif', {}, { length: 3 }), video('blink.gif', { speed: 0 }, { start: 3, length: 3 })];
      const { files } = await harness.render(editOf([clips], { fps: 25 }));
      expect(files.warnings).toMatchObject([
        {
          path: 'timeline.tracks[0].clips[0].length',
          code: 'longer_than_source',
          message: expect.stringContaining('lasts 1 s'),
        },
      ]);
    });
    it('are empty, with a warning, if their clip begins after their end; without a length of its own it is refused', async () => {
      gif('blink.gif', [50, 50], ['red', 'blue']);
      harness.make('tone.wav', ...lavfi('sine=d=1'));
      const late = (asset: object, more: object) => [{ asset: { trim: 1.2, ...asset }, start: 0, ...more }];
      const tracks = (length: number | 'auto') => [
        late({ type: 'video', src: 'blink.gif', speed: 0.5 }, { length }),
        late({ type: 'audio', src: 'tone.wav' }, { length }),
        [video('blink.gif', {}, { length: 1 })],
      ];
      const result = await harness.render(editOf(tracks(2), { fps: 25 }));
      const path = (track: number) => `timeline.tracks[${track}].clips[0].asset.trim`;
      const beyond = [0, 1].map((track) => ({ path: path(track), code: 'trim_beyond_end' }));
      expect([result.files.seconds, result.files.warnings]).toMatchObject([2, beyond]);
      expect(isNear(result.at(0.24, 0.5, 0.5), RED, 60)).toBe(true);
      expect(await faultsOf(harness.render(editOf(tracks('auto'), { fps: 25 })))).toMatchObject(beyond);
      const sound = await harness.render(editOf([tracks(2)[1] ?? []], { format: 'mp3' }));
      expect([sound.files.seconds, sound.files.warnings]).toMatchObject([2, [{ code: 'trim_beyond_end' }]]);
    });
    it('play once, at their own length, as a video', async () => {
      gif('blink.gif', [50, 50], ['red', 'blue']);
      const result = await harness.render(
        editOf([[video('blink.gif', {}, { length: 'auto', fit: 'cover' })]], { fps: 25 }),
      );
      expect(result.files.seconds).toBe(1);
      expect(result.files.warnings).toEqual([]);
      expect([isNear(result.at(0.24, 0.5, 0.5), RED, 60), isNear(result.at(0.76, 0.5, 0.5), BLUE, 60)]).toEqual([
        true,
        true,
      ]);
    });
  });

  it('that the canvas cannot read are decoded by ffmpeg', async () => {
    for (const name of ['card.tiff', 'card.jp2']) {
      harness.make(name, ...lavfi(CARD), '-frames:v', '1');
      const result = await harness.render(editOf([[image(name, { fit: 'cover' })]], still160));
      expect([isNear(result.at(0, 0.2, 0.5), RED, 40), isNear(result.at(0, 0.8, 0.5), BLUE, 40)]).toEqual([true, true]);
    }
  });

  it('that nothing can read are refused with their type', async () => {
    harness.write(
      'photo.heic',
      Buffer.concat([Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), Buffer.alloc(100)]),
    );
    const [fault] = await faultsOf(harness.render(editOf([[image('photo.heic')]])));
    expect(fault).toMatchObject({ path: 'timeline.tracks[0].clips[0].asset.src' });
    expect(fault?.message).toContain('heic');
  });

  describe('crop', () => {
    const half = (src: string, crop: object, more: object = {}) => ({
      asset: { type: 'image', src, crop },
      start: 0,
      length: 1,
      ...more,
    });
    const wide = { format: 'png', size: { width: 160, height: 90 }, fps: undefined };
    const isGreen = (color: [number, number, number]) => isNear(color, [0, 255, 0], 40);
    beforeAll(() => {
      harness.color('red.png', 'red');
      harness.color('blue.png', 'blue');
      harness.make('card.png', ...lavfi(CARD), '-frames:v', '1');
    });

    it('leaves a split screen of two halves', async () => {
      const sides = { left: 0.25, right: 0.25 };
      const tracks = [
        [half('red.png', sides, { offset: { x: -0.25 } })],
        [half('blue.png', sides, { offset: { x: 0.25 } })],
      ];
      const result = await harness.render(editOf(tracks, wide, { background: '#00ff00' }));
      for (const x of [0.01, 0.49]) expect(isNear(result.at(0, x, 0.5), RED, 40)).toBe(true);
      for (const x of [0.51, 0.99]) expect(isNear(result.at(0, x, 0.5), BLUE, 40)).toBe(true);
    });
    it('leaves the rest in its position, even rotated and mirrored', async () => {
      const places = async (more: object) => {
        const result = await harness.render(
          editOf([[half('card.png', { left: 0.5 }, more)]], wide, { background: '#00ff00' }),
        );
        return [0.25, 0.75].map((x) =>
          isGreen(result.at(0, x, 0.5)) ? 'empty' : isNear(result.at(0, x, 0.5), BLUE, 40) ? 'blue' : 'red',
        );
      };
      expect(await places({})).toEqual(['empty', 'blue']);
      expect(await places({ transform: { rotate: { angle: 180 } } })).toEqual(['blue', 'empty']);
      expect(await places({ transform: { flip: { horizontal: true } } })).toEqual(['blue', 'empty']);
      expect(await places({ fit: 'cover' })).toEqual(['blue', 'blue']);
    });
  });
});
