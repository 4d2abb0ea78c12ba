import { readFileSync } from 'node:fs';
import {
  BLUE,
  describeWithFfmpeg,
  editOf,
  GREEN,
  image,
  isNear,
  RED,
  Rendered,
  RenderHarness,
  type Rgb,
  video,
  YELLOW,
} from '../../support/harness/render-harness';
import { turnedTiff } from '../../support/media/turned-pictures';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];
const X264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-qp', '10', '-pix_fmt', 'yuv420p', '-colorspace', 'bt709'];
/** Left half red, right half blue; the upper quarter of the red half is green. */
const card = (width: number, height: number) =>
  `color=c=red:s=${width}x${height}:r=25:d=1,format=rgb24,drawbox=x=${width / 2}:y=0:w=${width / 2}:h=${height}:color=blue:t=fill,drawbox=x=0:y=0:w=${width / 2}:h=${height / 4}:color=lime:t=fill,scale=out_color_matrix=bt709,format=yuv420p`;

describeWithFfmpeg('sources of every kind (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  const expectColors = (result: Rendered, points: [x: number, y: number, color: Rgb][], at = 0.5) =>
    expect(points.map(([x, y]) => result.at(at, x, y))).toEqual(
      points.map(([x, y, color]) => (isNear(result.at(at, x, y), color, 40) ? result.at(at, x, y) : color)),
    );

  /** The same clip composed by ffmpeg, and painted because it fades at its end. */
  const bothWays = async (clip: Record<string, unknown>, output: Record<string, unknown> = {}) => [
    await harness.render(editOf([[{ ...clip }]], output)),
    await harness.render(editOf([[{ ...clip, opacity: [{ from: 1, to: 0.99, start: 0, length: 1 }] }]], output)),
  ];

  it.each([
    [
      90,
      [
        [0.9, 0.25, GREEN],
        [0.5, 0.25, RED],
        [0.5, 0.75, BLUE],
      ],
    ],
    [
      180,
      [
        [0.75, 0.9, GREEN],
        [0.75, 0.5, RED],
        [0.25, 0.5, BLUE],
      ],
    ],
    [
      270,
      [
        [0.1, 0.75, GREEN],
        [0.5, 0.75, RED],
        [0.5, 0.25, BLUE],
      ],
    ],
  ] as [number, [number, number, Rgb][]][])('a phone video that was rotated by %s°', async (angle, points) => {
    harness.make('flat.mp4', ...lavfi(card(160, 90)), ...X264);
    harness.make(
      'turned.mp4',
      '-i',
      harness.path('flat.mp4'),
      '-c',
      'copy',
      '-metadata:s:v:0',
      `rotate=${360 - angle}`,
    );
    const size = angle === 180 ? { width: 160, height: 90 } : { width: 90, height: 160 };
    for (const result of await bothWays(video('turned.mp4', {}, { fit: 'contain' }), { size }))
      expectColors(result, points);
  });

  it('a TIFF with JPEG inside is refused instead of shown as a plain area', async () => {
    const tiff = turnedTiff();
    for (let at = 10; at < 10 + 12 * tiff.readUInt16LE(8); at += 12)
      if (tiff.readUInt16LE(at) === 259) tiff.writeUInt32LE(7, at + 8);
    harness.write('plain.tiff', tiff);
    await expect(harness.render(editOf([[image('plain.tiff')]]))).rejects.toMatchObject({
      options: { errors: [{ message: expect.stringMatching(/is a TIFF in tiles or with JPEG inside/) }] },
    });
  });

  it('non-square pixels', async () => {
    harness.make('anamorphic.mp4', ...lavfi(`${card(80, 90)},setsar=2/1`), ...X264);
    for (const result of await bothWays(video('anamorphic.mp4', {}, { fit: 'contain' }))) {
      expectColors(result, [
        [0.05, 0.6, RED],
        [0.05, 0.1, GREEN],
        [0.95, 0.6, BLUE],
      ]);
    }
  });

  it('a variable frame rate', async () => {
    // Ten frames a second, then a single picture for half a second, then ten again: red, green, blue.
    harness.make(
      'vfr.mp4',
      ...lavfi(
        'color=c=red:s=160x90:r=10:d=1.5,format=rgb24,geq=r=255*lt(T\\,0.5):g=255*between(T\\,0.5\\,0.99):b=255*gte(T\\,1),scale=out_color_matrix=bt709,format=yuv420p',
      ),
      '-vf',
      "select='not(between(t,0.55,0.95))'",
      '-vsync',
      'vfr',
      ...X264,
    );
    for (const result of await bothWays(video('vfr.mp4', {}, { length: 1.5 }), { fps: 24 })) {
      expectColors(result, [[0.5, 0.5, RED]], 0.4);
      expectColors(result, [[0.5, 0.5, GREEN]], 0.6);
      expectColors(result, [[0.5, 0.5, GREEN]], 0.9);
      expectColors(result, [[0.5, 0.5, BLUE]], 1.1);
      expect(result.files.frames).toBe(36);
    }
  });

  it('60 frames a second at 25, odd sizes, no sound', async () => {
    harness.make('odd.mkv', ...lavfi('color=c=red:s=161x91:r=60:d=1,format=yuv444p'), '-c:v', 'libx264', '-qp', '10');
    for (const result of await bothWays(video('odd.mkv', { trim: 0.1 }, { length: 0.8 }), { fps: 25 })) {
      expect(result.frameCount).toBe(20);
      expectColors(
        result,
        [
          [0.99, 0.98, RED],
          [0.01, 0.02, RED],
        ],
        0.4,
      );
      expect(result.probe().streams.map(({ codec_type: type }) => type)).toEqual(['video']);
    }
  });

  it('thirty clips of a third of a second leave no black frame', async () => {
    harness.make(
      'short.mp4',
      ...lavfi('color=c=white:s=160x90:r=30:d=1'),
      ...lavfi('sine=1000:d=1'),
      '-shortest',
      ...X264,
    );
    const clips = Array.from({ length: 30 }, (_, index) =>
      video('short.mp4', { trim: (index % 3) * 0.2 }, { start: index * 0.333, length: 0.333 }),
    );
    const result = await harness.render(editOf([clips], { fps: 25 }));
    expect(result.frameCount).toBe(250);
    expect(
      Array.from({ length: 250 }, (_, frame) => result.brightness(frame)).filter((brightness) => brightness < 200),
    ).toEqual([]);
  });

  it('a photograph taken in portrait orientation', async () => {
    harness.make('photo.jpg', ...lavfi(card(160, 90)), '-frames:v', '1');
    const jpeg = readFileSync(harness.path('photo.jpg'));
    // One entry: orientation 6, to be rotated clockwise.
    const exif = Buffer.from(
      'ffe1002245786966000049492a00080000000100120103000100000006000000000000000000'.slice(0, 72),
      'hex',
    );
    harness.write('upright.jpg', Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]));
    const result = await harness.render(
      editOf([[image('upright.jpg', { fit: 'contain' })]], { size: { width: 90, height: 160 } }),
    );
    expectColors(result, [
      [0.9, 0.25, GREEN],
      [0.5, 0.25, RED],
      [0.5, 0.75, BLUE],
      [0.02, 0.02, RED],
      [0.02, 0.98, BLUE],
    ]);
  });

  it.each(['png', 'webp', 'gif'])('transparent %s', async (format) => {
    harness.make(
      'clear.png',
      ...lavfi('color=c=red:s=160x90,format=rgba,geq=r=255:g=0:b=0:a=255*lt(X\\,80)'),
      '-frames:v',
      '1',
    );
    if (format !== 'png')
      harness.make(
        `clear.${format}`,
        '-i',
        harness.path('clear.png'),
        ...(format === 'webp'
          ? ['-lossless', '1']
          : ['-filter_complex', 'split[a][b];[a]palettegen[p];[b][p]paletteuse']),
      );
    harness.color('under.png', 'yellow');
    const result = await harness.render(editOf([[image(`clear.${format}`)], [image('under.png')]]));
    expectColors(result, [
      [0.25, 0.5, RED],
      [0.75, 0.5, YELLOW],
    ]);
  });

  it.each([
    ['clear.mov', ['-c:v', 'qtrle']],
    ['clear.webm', ['-c:v', 'libvpx-vp9', '-pix_fmt', 'yuva420p', '-crf', '10', '-b:v', '0', '-auto-alt-ref', '0']],
  ])('transparent video, %s', async (name, codec) => {
    harness.make(
      name,
      ...lavfi('color=c=red:s=160x90:r=12:d=1,format=rgba,geq=r=255:g=0:b=0:a=255*lt(X\\,80)'),
      ...codec,
    );
    harness.color('under.png', 'yellow');
    for (const opacity of [undefined, [{ from: 1, to: 0.99, start: 0, length: 1 }]]) {
      const result = await harness.render(
        editOf([[video(name, {}, { ...(opacity && { opacity }) })], [image('under.png')]]),
      );
      expectColors(result, [
        [0.25, 0.5, RED],
        [0.75, 0.5, YELLOW],
      ]);
    }
  });

  it.each([
    ['mono', 1, 0],
    ['stereo', 2, 0],
    ['5.1', 6, 6],
  ])('%s sound roughly keeps its level', async (layout, channels, tolerance) => {
    harness.make(
      'tone.wav',
      ...lavfi(`sine=1000:d=1,volume=0.5,aformat=channel_layouts=${layout}`),
      '-ac',
      String(channels),
    );
    harness.make(
      'sounding.mp4',
      ...lavfi('color=c=red:s=160x90:r=12:d=1'),
      '-i',
      harness.path('tone.wav'),
      ...X264,
      '-c:a',
      'aac',
      '-b:a',
      '256k',
    );
    const source = new Rendered({
      file: harness.path('tone.wav'),
      contentType: '',
      seconds: 1,
      frames: 1,
      width: 0,
      height: 0,
      warnings: [],
    }).level(0.3, 0.4);
    const result = await harness.render(editOf([[video('sounding.mp4')]]));
    const level = result.level(0.3, 0.4);
    expect(result.probe().streams.find(({ codec_type: type }) => type === 'audio')).toMatchObject({
      channels: 2,
      sample_rate: '48000',
    });
    expect(Math.abs(level - source)).toBeLessThan(1.5 + tolerance);
  });

  describe('subtitles', () => {
    const caption = (src: string) => ({ asset: { type: 'caption', src }, start: 0, length: 2 });
    const text = 'é ü ñ ß';
    it.each<[string, string, Buffer]>([
      ['a BOM', 'bom.srt', Buffer.from(`\ufeff1\n00:00:00,000 --> 00:00:02,000\n${text}\n`, 'utf8')],
      ['CRLF', 'crlf.srt', Buffer.from(`1\r\n00:00:00,000 --> 00:00:02,000\r\n${text}\r\n\r\n`, 'utf8')],
      ['Windows-1252', 'ansi.srt', Buffer.from(`1\r\n00:00:00,000 --> 00:00:02,000\r\n${text}\r\n`, 'latin1')],
      ['UTF-16', 'wide.srt', Buffer.from(`\ufeff1\n00:00:00,000 --> 00:00:02,000\n${text}\n`, 'utf16le')],
      ['an old Mac', 'mac.srt', Buffer.from(`1\r00:00:00,000 --> 00:00:02,000\r${text}\r`, 'utf8')],
      ['WebVTT with a BOM', 'bom.vtt', Buffer.from(`\ufeffWEBVTT\n\n00:00.000 --> 00:02.000\n${text}\n`, 'utf8')],
    ])('in %s look the same', async (_, name, content) => {
      harness.write('plain.srt', `1\n00:00:00,000 --> 00:00:02,000\n${text}\n`);
      harness.write(name, content);
      const still = { format: 'png', size: { width: 320, height: 180 }, fps: undefined };
      const [wanted, got] = [
        await harness.render(editOf([[caption('plain.srt')]], still)),
        await harness.render(editOf([[caption(name)]], still)),
      ];
      expect(readFileSync(got.files.file).equals(readFileSync(wanted.files.file))).toBe(true);
      expect(wanted.brightness(0)).toBeGreaterThan(0.5);
    });
  });
});
