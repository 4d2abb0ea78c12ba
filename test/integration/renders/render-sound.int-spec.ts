import { execFileSync, spawnSync } from 'node:child_process';
import { FfmpegRunner } from '@app/media';
import { describeWithFfmpeg, editOf, RenderHarness } from '../../support/harness/render-harness';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];

describeWithFfmpeg('sound (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());
  afterEach(() => jest.restoreAllMocks());
  const sound = (src: string, more: object = {}) => ({ asset: { type: 'audio', src, ...more }, start: 0, length: 3 });
  /** dBTP by EBU R 128. */
  const truePeak = (file: string) => {
    const { stderr } = spawnSync('ffmpeg', ['-nostats', '-i', file, '-af', 'ebur128=peak=true', '-f', 'null', '-'], {
      encoding: 'utf8',
    });
    return Number(/Peak:\s+(-?[\d.]+)/.exec(stderr)?.[1]);
  };
  const samplesOf = (file: string) => {
    const bytes = execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-f', 'f32le', '-ac', '1', '-ar', '48000', '-'], {
      maxBuffer: 2 ** 28,
    });
    return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  };
  /** The seconds at which sounds begin after at least a tenth of a second of silence. */
  const onsetsOf = (file: string) => {
    const onsets: number[] = [];
    let heard = -1e9;
    for (const [index, value] of samplesOf(file).entries()) {
      if (Math.abs(value) < 0.15) continue;
      if (index - heard > 4_800) onsets.push(index / 48_000);
      heard = index;
    }
    return onsets;
  };

  it.each([
    ['2.1', 3],
    ['3.0', 3],
    ['quad', 4],
    ['5.0', 5],
    ['5.1', 6],
    ['5.1(side)', 6],
    ['7.1', 8],
  ])('%s keeps the level of a sound that all its channels carry', async (layout, channels) => {
    const all = Array.from({ length: channels }, () => '0.5*sin(2*PI*1000*t)').join('|');
    harness.make('all.mkv', ...lavfi(`aevalsrc='${all}':s=48000:d=3:c=${layout}`), '-c:a', 'pcm_s16le');
    const result = await harness.render(editOf([[sound('all.mkv')]], { format: 'wav' }));
    expect(result.level(1, 1)).toBeCloseTo(-9, 0);
  });

  it('weights the centre 3 dB below the front and drops the bass channel', async () => {
    const only = (channel: number) =>
      Array.from({ length: 6 }, (_, index) => (index === channel ? '0.5*sin(2*PI*1000*t)' : '0')).join('|');
    const levels = [];
    for (const channel of [0, 2, 3, 4]) {
      harness.make(
        `only-${channel}.wav`,
        ...lavfi(`aevalsrc='${only(channel)}':s=48000:d=3:c=5.1`),
        '-c:a',
        'pcm_s16le',
      );
      levels.push((await harness.render(editOf([[sound(`only-${channel}.wav`)]], { format: 'wav' }))).level(1, 1));
    }
    const [front = 0, centre = 0, bass = 0, surround = 0] = levels;
    // The centre is audible in both channels, 3 dB lower in each.
    expect(centre - front).toBeCloseTo(0, 0);
    expect(surround - front).toBeCloseTo(-3, 0);
    expect(bass).toBeLessThan(-80);
  });

  it.each(['mp4', 'mp3', 'wav'])('a sum of loud tracks stays below -1 dB true peak, %s', async (format) => {
    harness.make('loud.wav', ...lavfi("aevalsrc='0.7*sin(2*PI*997*t)+0.25*sin(2*PI*11025*t+0.7)':s=48000:d=3"));
    const tracks = [
      [sound('loud.wav')],
      [sound('loud.wav')],
      [sound('loud.wav')],
      [{ asset: { type: 'title', text: 'A' }, start: 0, length: 3 }],
    ];
    const result = await harness.render(editOf(tracks, { format }));
    expect(truePeak(result.files.file)).toBeLessThanOrEqual(-1);
    expect(result.level(1, 1)).toBeGreaterThan(-9);
  });

  it('leaves sound below the ceiling unchanged: a quiet tone keeps its level next to a loud moment', async () => {
    harness.make(
      'quiet.wav',
      ...lavfi("aevalsrc='0.1*sin(2*PI*440*t)+0.6*sin(2*PI*440*t)*between(t,1,1.2)':s=48000:d=3"),
    );
    const result = await harness.render(editOf([[sound('quiet.wav')]], { format: 'wav' }));
    const source = 20 * Math.log10(0.1 / Math.SQRT2);
    for (const at of [0.4, 0.8, 1.3, 2]) expect(result.level(at, 0.15)).toBeCloseTo(source, 0);
  });

  it.each([0.5, 0.75, 1.5, 2])('at speed %s every sound stays within 10 ms of its moment', async (speed) => {
    const moments = [0.31, 0.87, 1.44, 2.13, 2.71];
    const gate = moments.map((at) => `between(t,${at},${at + 0.08})`).join('+');
    harness.make('beeps.wav', ...lavfi(`aevalsrc='0.6*sin(2*PI*1000*t)*(${gate})':s=48000:d=3`));
    const clip = { ...sound('beeps.wav', { speed }), length: 3 / speed };
    const result = await harness.render(editOf([[clip]], { format: 'wav' }));
    const onsets = onsetsOf(result.files.file);
    expect(onsets).toHaveLength(moments.length);
    const shifts = onsets.map((at, index) => Math.abs(at - (moments[index] ?? 0) / speed) * 1_000);
    expect(Math.max(...shifts)).toBeLessThan(10);
  });

  it.each([
    ['has no packets during a pause', 0.5, "aselect='lt(t,0.3)+gte(t,2.9)'", [0.1, 3]],
    ['has no packets during a pause', 2, "aselect='lt(t,0.3)+gte(t,2.9)'", [0.1, 3]],
    ['begins after the picture', 0.5, 'asetpts=PTS+1/TB', [1.1, 4]],
    ['begins after the picture', 2, 'asetpts=PTS+1/TB', [1.1, 4]],
  ])('a recording whose sound %s keeps its silence at speed %s', async (_what, speed, written, moments) => {
    const beeps = "aevalsrc='0.6*sin(2*PI*1000*t)*(between(t,0.1,0.18)+between(t,3,3.08))':s=48000:d=3.5";
    const picture = lavfi('color=black:s=32x32:r=10:d=5');
    const codecs = ['-c:v', 'libx264', '-c:a', 'pcm_s16le'];
    harness.make('pause.mkv', ...picture, ...lavfi(beeps), '-af', written, ...codecs);
    const clip = { asset: { type: 'video', src: 'pause.mkv', speed }, start: 0, length: 5 / speed };
    const result = await harness.render(editOf([[clip]], { format: 'wav' }));
    const onsets = onsetsOf(result.files.file);
    expect(onsets).toHaveLength(moments.length);
    const shifts = onsets.map((at, index) => Math.abs(at - (moments[index] ?? 0) / speed) * 1_000);
    expect(Math.max(...shifts)).toBeLessThan(10);
  });

  it('sounds of one decoder keep their moments when files end before their clips, and in gaps between clips', async () => {
    const run = jest.spyOn(FfmpegRunner.prototype, 'run');
    // As long as its pictures, so that nothing else shortens its clips to its sound.
    const blip = lavfi("aevalsrc='0.6*sin(2*PI*1000*t)*between(t,0.1,0.18)':s=44100:d=0.5");
    harness.make('short.mov', ...lavfi('color=s=64x64:r=10:d=1.2'), ...blip, '-c:a', 'pcm_s16le');
    const starts = [0, 1.2, 2.7036];
    const clips = starts.map((start) => ({ ...sound('short.mov'), start, length: 1.2 }));
    const result = await harness.render(editOf([clips], { format: 'wav' }));
    expect(run.mock.calls.filter(([args]) => args.includes('pipe:1'))).toHaveLength(1);
    const onsets = onsetsOf(result.files.file);
    expect(onsets).toHaveLength(starts.length);
    for (const [index, start] of starts.entries()) expect(onsets[index]).toBeCloseTo(start + 0.1, 3);
  });
});
