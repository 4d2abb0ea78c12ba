import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { workCancelled } from '@app/jobs';
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
import { waitUntil } from '../../support/harness/wait-until';

describeWithFfmpeg('outputs (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  beforeAll(() => {
    for (const color of ['red', 'blue', 'white']) harness.color(`${color}.png`, color);
    const moving = [
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x180:r=30:d=8',
      '-f',
      'lavfi',
      '-i',
      'sine=1000:r=44100:d=8,volume=1',
    ];
    harness.make(
      'moving.mp4',
      ...moving,
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-pix_fmt',
      'yuv420p',
      '-c:a',
      'aac',
    );
    harness.make('tone.wav', '-f', 'lavfi', '-i', 'aevalsrc=0.5*sin(2*PI*440*t):s=44100:d=6', '-c:a', 'pcm_s16le');
    harness.make('stereo.wav', '-f', 'lavfi', '-i', 'aevalsrc=0.5*sin(2*PI*440*t)|0:s=48000:d=6', '-c:a', 'pcm_s16le');
  });
  afterAll(() => harness.close());

  describe('formats', () => {
    const tracks = [[image('red.png', { length: 1 }), image('blue.png', { start: 1, length: 1 })]];
    it.each([
      ['mp4', 'h264', 'mov'],
      ['webm', 'vp9', 'matroska'],
      ['gif', 'gif', 'gif'],
    ])('%s', async (format, codec, container) => {
      const result = await harness.render(editOf(tracks, { format, size: { width: 160, height: 90 } }));
      const { streams, format: facts } = result.probe();
      expect(streams[0]).toMatchObject({ codec_name: codec, width: 160, height: 90 });
      expect(String(facts.format_name)).toContain(container);
      expect(result.frameCount).toBe(24);
      expect([isNear(result.pixel(0, 80, 45), RED), isNear(result.pixel(23, 80, 45), BLUE)]).toEqual([true, true]);
    });
    it.each([
      ['png', 'png'],
      ['jpg', 'mjpeg'],
      ['bmp', 'bmp'],
    ])('%s shows the frame at the start of the range', async (format, codec) => {
      const result = await harness.render(
        editOf(tracks, { format, range: { start: 1.5 }, size: { width: 161, height: 91 } }),
      );
      expect(result.probe().streams[0]).toMatchObject({ codec_name: codec, width: 161, height: 91 });
      expect(isNear(result.pixel(0, 80, 45), BLUE)).toBe(true);
    });
    it.each([
      ['mp3', 'mp3'],
      ['wav', 'pcm_s16le'],
    ])('%s holds only the sound', async (format, codec) => {
      const result = await harness.render(
        editOf([[{ asset: { type: 'audio', src: 'tone.wav' }, start: 0.5, length: 2 }]], { format }),
      );
      const { streams, format: facts } = result.probe();
      expect(streams).toHaveLength(1);
      expect(streams[0]).toMatchObject({ codec_name: codec, channels: 2 });
      expect(Number(facts.duration)).toBeCloseTo(2.5, 0);
      expect(result.level(0, 0.4)).toBeLessThan(-60);
      expect(result.level(1, 1)).toBeCloseTo(-9, 0);
    });
    it('is tagged BT.709 and starts playing before it is completely loaded', async () => {
      const result = await harness.render(editOf(tracks));
      expect(result.probe().streams[0]).toMatchObject({
        color_space: 'bt709',
        color_primaries: 'bt709',
        color_transfer: 'bt709',
        color_range: 'tv',
        pix_fmt: 'yuv420p',
      });
      const head = readFileSync(result.files.file).subarray(0, 4096).toString('latin1');
      expect(head).toContain('moov');
    });
    it('quality, poster, thumbnail, scaleTo, repeat and mute', async () => {
      const small = await harness.render(
        editOf([[video('moving.mp4', {}, { length: 2 })]], {
          quality: 'verylow',
          size: undefined,
          resolution: 'preview',
          poster: { capture: 1 },
          thumbnail: { capture: 0, scale: 0.5 },
          mute: true,
        }),
      );
      const large = await harness.render(
        editOf([[video('moving.mp4', {}, { length: 2 })]], {
          quality: 'veryhigh',
          size: undefined,
          resolution: 'mobile',
          scaleTo: 'preview',
        }),
      );
      expect([small.files.width, small.files.height, large.files.width, large.files.height]).toEqual([
        512, 288, 512, 288,
      ]);
      expect(statSync(large.files.file).size).toBeGreaterThan(3 * statSync(small.files.file).size);
      expect(small.probe().streams.map(({ codec_type: type }) => type)).toEqual(['video']);
      expect(large.probe().streams.map(({ codec_type: type }) => type)).toEqual(['video', 'audio']);
      const sizeOf = (file: string | undefined) =>
        spawnSync('ffprobe', ['-v', 'error', '-show_entries', 'stream=width,height', '-of', 'csv=p=0', file ?? ''], {
          encoding: 'utf8',
        }).stdout.trim();
      expect([sizeOf(small.files.poster), sizeOf(small.files.thumbnail)]).toEqual(['512,288', '256,144']);
    });
  });

  describe('the frame grid', () => {
    it('leaves no black frame between clips whose lengths are not whole frames', async () => {
      const clips = Array.from({ length: 30 }, (_, index) =>
        video('moving.mp4', { trim: index % 5, volume: 0 }, { start: index / 3, length: 1 / 3 }),
      );
      const result = await harness.render(editOf([clips], { fps: 25 }));
      expect(result.frameCount).toBe(250);
      const dark = Array.from({ length: 250 }, (_, frame) => frame).filter((frame) => result.brightness(frame) < 20);
      expect(dark).toEqual([]);
    });
    it.each([12, 23.976, 25, 29.97, 60])('has exactly the frames of its length at %s per second', async (fps) => {
      const result = await harness.render(
        editOf([[video('moving.mp4', { volume: 0 }, { length: 3.21, transition: { in: 'fadeFast' } })]], { fps }),
      );
      const exact = fps === 23.976 ? 24000 / 1001 : fps === 29.97 ? 30000 / 1001 : fps;
      expect(result.frameCount).toBe(Math.round(3.21 * exact));
    });
    it('shows the same in every part as in the whole', async () => {
      const tracks = [
        [{ asset: { type: 'title', text: 'Hi', size: 'x-large' }, start: 0.5, length: 2, transition: { in: 'fade' } }],
        [video('moving.mp4', {}, { length: 4, transition: { in: 'fade', out: 'wipeLeft' } })],
      ];
      const whole = await harness.render(editOf(tracks));
      for (const start of [0.5, 1.75, 3.25]) {
        const part = await harness.render(editOf(tracks, { range: { start, length: 0.5 } }));
        expect(part.frameCount).toBe(6);
        const first = Math.round(start * 12);
        for (let frame = 0; frame < 6; frame++)
          expect(Math.abs(part.brightness(frame) - whole.brightness(first + frame))).toBeLessThan(1.5);
      }
    });
  });

  describe('sound', () => {
    const tone = (asset = {}, more = {}) => ({
      asset: { type: 'audio', src: 'tone.wav', ...asset },
      start: 0,
      length: 4,
      ...more,
    });
    const render = (clips: Record<string, unknown>[], timeline = {}) =>
      harness.render(editOf([clips, [image('red.png', { length: 4 })]], { format: 'mp4' }, timeline));
    it('keeps the level of a mono source and its position to the millisecond', async () => {
      const result = await harness.render(
        editOf([[tone({}, { start: 1.25, length: 1 })], [image('red.png', { length: 3 })]], { format: 'wav' }),
      );
      expect(result.level(1.3, 0.9)).toBeCloseTo(-9, 0);
      expect(result.level(1.2, 0.048)).toBeLessThan(-60);
      expect(result.level(1.252, 0.05)).toBeGreaterThan(-12);
      expect(result.level(2.252, 0.5)).toBeLessThan(-60);
    });
    it('applies volume, tweened volume and fades', async () => {
      const half = await render([tone({ volume: 0.5 })]);
      expect(half.level(1, 2)).toBeCloseTo(-15, 0);
      const rising = await render([tone({ volume: [{ from: 0, to: 1, start: 0, length: 4 }] })]);
      expect(rising.level(1.95, 0.1)).toBeCloseTo(-15, 0);
      const fading = await render([tone({ effect: 'fadeInFadeOut' })]);
      expect(fading.level(0, 0.1)).toBeLessThan(-35);
      expect(fading.level(0.95, 0.1)).toBeCloseTo(-15, 0);
      expect(fading.level(1.95, 0.1)).toBeCloseTo(-9, 0);
      expect(fading.level(3.88, 0.1)).toBeLessThan(-30);
    });
    it('sums voices without dividing them, and limits what is too loud', async () => {
      const two = await harness.render(
        editOf([[tone({ volume: 0.5 })], [tone({ volume: 0.5 })], [image('red.png', { length: 4 })]], {
          format: 'wav',
        }),
      );
      expect(two.level(1, 2)).toBeCloseTo(-9, 0);
      const many = await harness.render(
        editOf([...Array.from({ length: 6 }, () => [tone()]), [image('red.png', { length: 4 })]], { format: 'wav' }),
      );
      expect(many.level(1, 2)).toBeLessThan(0);
      expect(many.level(1, 2)).toBeGreaterThan(-6);
    });
    it('plays the soundtrack to the end of the timeline, and changing the speed keeps the pitch', async () => {
      const scored = await harness.render(
        editOf(
          [[image('red.png', { length: 4 })]],
          { format: 'mp4' },
          { soundtrack: { src: 'tone.wav', volume: 0.5 } },
        ),
      );
      expect(scored.level(3, 0.9)).toBeCloseTo(-15, 0);
      const fast = await harness.render(editOf([[tone({ speed: 2 }, { length: 'auto' })]], { format: 'wav' }));
      expect(fast.files.seconds).toBeCloseTo(3, 1);
      const zeroCrossings = spawnSync(
        'ffmpeg',
        [
          '-v',
          'info',
          '-nostats',
          '-ss',
          '1',
          '-t',
          '1',
          '-i',
          fast.files.file,
          '-af',
          'astats=measure_perchannel=Zero_crossings_rate',
          '-f',
          'null',
          '-',
        ],
        { encoding: 'utf8' },
      ).stderr;
      expect(Number(/Zero crossings rate: (\S+)/.exec(zeroCrossings)?.[1])).toBeCloseTo((2 * 440) / 48_000, 3);
    });
  });

  describe('the job', () => {
    const long = () =>
      editOf([[video('moving.mp4', {}, { length: 8, effect: 'zoomIn' })]], {
        size: { width: 1280, height: 720 },
        fps: 60,
      });
    const children = () =>
      spawnSync('pgrep', ['-P', String(process.pid), 'ffmpeg'], { encoding: 'utf8' })
        .stdout.split('\n')
        .filter(Boolean).length;

    it('reports progress that only increases and ends at 1', async () => {
      const seen: number[] = [];
      await harness.render(editOf([[image('red.png', { length: 2 })]]), {
        onProgress: (_, progress) => seen.push(progress),
      });
      expect(seen).toEqual([...seen].sort((a, b) => a - b));
      expect(seen.at(-1)).toBe(1);
    });

    it('stops immediately when cancelled, and leaves neither processes nor files', async () => {
      const workRoot = harness.path('.');
      const cancel = new AbortController();
      const rendering = harness.render(long(), {
        signal: cancel.signal,
        workRoot,
        onProgress: (stage, progress) => stage === 'rendering' && progress > 0.15 && cancel.abort(workCancelled()),
      });
      await expect(rendering).rejects.toMatchObject({ code: 'work_cancelled' });
      await waitUntil(() => children() === 0);
      expect(readdirSync(workRoot).filter((name) => name.startsWith('reelway-render-'))).toEqual([]);
    });

    it('is deterministic', async () => {
      const hash = async () =>
        createHash('sha256')
          .update(
            readFileSync(
              (await harness.render(editOf([[image('red.png', { effect: 'zoomIn', transition: { in: 'wipeLeft' } })]])))
                .files.file,
            ),
          )
          .digest('hex');
      expect(await hash()).toBe(await hash());
    });
  });

  it('refuses a source that does not match its asset, naming its path', async () => {
    harness.write('note.txt', 'hello');
    await expect(harness.render(editOf([[video('note.txt')]]))).rejects.toMatchObject({
      options: { errors: [{ path: 'timeline.tracks[0].clips[0].asset.src' }] },
    });
    await expect(harness.render(editOf([[video('tone.wav')]]))).rejects.toMatchObject({ code: 'invalid_edit' });
  });
});
