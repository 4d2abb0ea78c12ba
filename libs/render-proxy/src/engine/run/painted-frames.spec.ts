import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FfmpegLocatorService, FfmpegRunner, FontLibrary, type Size } from '@app/media';
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { drawThinLines } from '../../../../../test/support/media/thin-lines';
import { PlanesMemory } from '../paint/planes-memory';
import { rowsOf, YuvConverter } from '../paint/to-yuv';
import { YuvFrame } from '../paint/yuv-frame';
import type { Content, Layer, MediaFile, Scene } from '../scene/scene';
import { PaintedFrames } from './painted-frames';

const FRAME = { width: 326, height: 182 };
const FRAMES = 12;
const folder = mkdtempSync(join(tmpdir(), 'painted-'));
const constant = (initial: number) => ({ initial, stretches: [] });

function still(name: string, width: number, height: number, draw = drawColors): MediaFile {
  const canvas = createCanvas(width, height);
  draw(canvas.getContext('2d', { alpha: false }), { width, height });
  const path = join(folder, name);
  writeFileSync(path, canvas.toBuffer('image/png'));
  const kind = 'image';
  return { path, demuxer: '', kind, width, height, seconds: 0, hasAudio: false, hasAlpha: false, moving: false };
}

function drawColors(context: SKRSContext2D, { width, height }: Size): void {
  const colors = context.createLinearGradient(0, 0, width, height);
  for (const [index, color] of ['#e02010', '#20d040', '#1030e0', '#f0f0e0'].entries())
    colors.addColorStop(index / 3, color);
  context.fillStyle = colors;
  context.fillRect(0, 0, width, height);
}

/** Columns of black and white: a shift by a part of a pixel makes them grey. */
function drawColumns(context: SKRSContext2D, { width, height }: Size): void {
  context.fillStyle = '#ffffff';
  for (let x = 0; x < width; x += 2) context.fillRect(x, 0, 1, height);
}

function layer(content: Content, size: Layer['size'], changes: Partial<Layer['placement']> = {}): Layer {
  const [zero, one] = [constant(0), constant(1)];
  return {
    path: 'timeline.tracks[0].clips[0]',
    from: 0,
    to: FRAMES,
    seconds: FRAMES / 6,
    content,
    size,
    placement: {
      position: 'center',
      offsetX: zero,
      offsetY: zero,
      scale: one,
      opacity: one,
      rotate: zero,
      skewX: zero,
      skewY: zero,
      flipX: false,
      flipY: false,
      transition: undefined,
      effect: undefined,
      ...changes,
    },
    mattes: [],
  };
}

const contentOf = (file: MediaFile): Content => ({
  kind: 'still',
  file,
  part: { x: 0, y: 0, width: file.width, height: file.height },
});
const title: Content = {
  kind: 'drawn',
  drawing: { type: 'title', asset: { type: 'title', text: 'Zoom', size: 'small', color: '#ffee00' } },
};

interface Comparison {
  /** The largest mean difference of any frame from the painted one, and that of its colours alone. */
  mean: number;
  colors: number;
  /** The largest difference. */
  most: number;
  /** The frames that were painted as a whole. */
  whole: number;
}

async function compare(layers: Layer[]): Promise<Comparison> {
  const span = { from: 0, to: FRAMES };
  const scene: Scene = { ...FRAME, fps: { num: 6, den: 1 }, range: span, background: '#203040', layers, voices: [] };
  const job = { scene, layers, span, region: { x: 0, y: 0, ...FRAME }, background: scene.background };
  const ffmpeg = new FfmpegRunner(new FfmpegLocatorService({}));
  const tools = { fonts: new FontLibrary([], [], 'painted-frames-spec'), ffmpeg, signal: new AbortController().signal };
  const [frames, painted] = [new PaintedFrames(job, tools), new PaintedFrames(job, tools)];
  const picture = new YuvFrame(frames.painter, FRAME, scene.background);
  const memory = new PlanesMemory();
  const converter = new YuvConverter(memory);
  const planes = memory.allocatePlanes(FRAME);
  let [mean, colors, most, whole] = [0, 0, 0, 0];
  for (let frame = 0; frame < FRAMES; frame++) {
    const { layers: shown, changed } = await frames.advanceTo(frame);
    const paintWhole = () => {
      whole++;
      return frames.draw(shown);
    };
    if (changed) picture.make(shown, frame, (each) => frames.rests(each), paintWhole);
    const context = (await painted.paint(frame)).canvas.getContext('2d');
    converter.convert(rowsOf(context), planes);
    const expected = memory.bytes.subarray(planes.block.address);
    const differences = picture.yuv.map((value, index) => Math.abs(value - (expected[index] ?? 0)));
    mean = Math.max(mean, meanOf(differences));
    colors = Math.max(colors, meanOf(differences.subarray(FRAME.width * FRAME.height)));
    most = differences.reduce((largest, each) => Math.max(largest, each), most);
  }
  await frames.close();
  await painted.close();
  return { mean, colors, most, whole };
}

const meanOf = (values: Uint8Array) => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('frames made in planes', () => {
  const wide = still('wide.png', 400, 223);
  const small = still('small.png', 121, 77);
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['zoomIn', 'zoomOut', 'slideLeft', 'slideUp', 'zoomInFast'])('look as painted with %s', async (effect) => {
    const { mean, whole } = await compare([layer(contentOf(wide), FRAME, { effect })]);
    expect(mean).toBeLessThan(0.8);
    expect(whole).toBe(0);
  });

  it.each(['fade', 'reveal', 'wipeLeft', 'wipeRight', 'slideLeft', 'carouselUp', 'zoom'])(
    'look as painted with the transition %s, over another still and below a title',
    async (name) => {
      const transition = { in: name, out: name };
      const { mean, whole } = await compare([
        layer(contentOf(wide), FRAME, { effect: 'slideRight' }),
        layer(contentOf(small), { width: 201, height: 130 }, { transition }),
        layer(title, { width: 160, height: 60 }, { transition: { in: 'fade' }, position: 'bottom' }),
      ]);
      expect(mean).toBeLessThan(0.8);
      expect(whole).toBe(0);
    },
  );

  it.each([
    ['of its own size', still('same.png', 326, 182, drawThinLines), FRAME, undefined],
    ['four times as large', still('large.png', 82, 46, drawThinLines), { width: 328, height: 184 }, undefined],
    ['reduced to two fifths', still('reduced.png', 325, 180, drawThinLines), { width: 130, height: 72 }, undefined],
    ['that zooms', still('zoom.png', 652, 364, drawThinLines), FRAME, 'zoomIn'],
  ])('keep thin coloured lines, in a picture %s', async (_, file, size, effect) => {
    const { mean, colors, most, whole } = await compare([layer(contentOf(file), size, { effect })]);
    expect(Math.max(mean, colors)).toBeLessThan(1);
    expect(most).toBeLessThanOrEqual(10);
    expect(whole).toBe(0);
  });

  it.each([0, 0.49, -0.49])('show the background around a title, which the frame may cut (%s)', async (x) => {
    const changes = { transition: { in: 'fade' }, offsetX: constant(x) };
    const { most, whole } = await compare([layer(title, { width: 160, height: 60 }, changes)]);
    expect(most).toBeLessThanOrEqual(4);
    expect(whole).toBe(0);
  });

  it.each([
    [319.6, 160.3],
    [320.4, 159.7],
  ])('show a resting still of %s × %s pixel by pixel, up to whole edges', async (width, height) => {
    const { most, whole } = await compare([
      layer(contentOf(still('columns.png', 320, 160, drawColumns)), { width, height }),
    ]);
    expect(most).toBeLessThanOrEqual(1);
    expect(whole).toBe(0);
  });

  it('are painted as a whole with a still that is turned or mirrored, or text that covers them', async () => {
    for (const changes of [{ rotate: constant(5) }, { flipX: true }])
      expect((await compare([layer(contentOf(wide), FRAME, { effect: 'zoomIn', ...changes })])).whole).toBe(FRAMES);
    expect((await compare([layer(title, FRAME, { effect: 'zoomIn', scale: constant(6) })])).whole).toBe(FRAMES);
  });
});
