import { mkdirSync, readdirSync } from 'node:fs';
import { describeWithFfmpeg, editOf, image, isNear, RenderHarness, video } from '../../support/harness/render-harness';

const lavfi = (graph: string) => ['-f', 'lavfi', '-i', graph];

describeWithFfmpeg('a GIF (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  it.each<[string, object, string[]]>([
    ['of a film in the colours of television', {}, ['-colorspace', 'smpte170m', '-color_range', 'tv']],
    ['of a film without any mention of its colours', {}, []],
    ['of a film that fills a part of the frame', { scale: 0.5 }, []],
  ])('%s has its colours', async (_what, clip, tags) => {
    const green = [...lavfi('color=c=0x00d000:s=320x240:r=25:d=1'), '-pix_fmt', 'yuv420p', ...tags];
    harness.make('green.mp4', ...green, '-c:v', 'libx264', '-qp', '0');
    const output = { size: { width: 160, height: 120 }, format: 'gif' };
    const result = await harness.render(editOf([[video('green.mp4', {}, { length: 0.5, ...clip })]], output));
    expect(isNear(result.pixel(0, 80, 60), [0, 208, 0])).toBe(true);
  });

  it('keeps its pictures once on the disk while it is made from their copy', async () => {
    const workRoot = harness.path('work');
    mkdirSync(workRoot);
    harness.color('red.png', 'red');
    const seen: string[] = [];
    const onProgress = () => seen.push(readdirSync(workRoot, { recursive: true }).join(' '));
    await harness.render(editOf([[image('red.png')]], { format: 'gif' }), { workRoot, onProgress });
    const converting = seen.filter((names) => names.includes('copy.mkv'));
    expect(converting.length).toBeGreaterThan(0);
    expect(converting.filter((names) => names.includes('piece-'))).toEqual([]);
  });
});

describeWithFfmpeg('an animated picture (needs ffmpeg)', () => {
  const harness = new RenderHarness();
  afterAll(() => harness.close());

  it.each([
    ['GIF', 'gif', []],
    ['WebP', 'webp', ['-c:v', 'libwebp_anim']],
  ])('of a fine pattern is refused as %s before its film fills the disk', async (_what, format, codec) => {
    const noise = "nullsrc=s=64x64:r=10:d=2,geq=lum='random(1)*255':cb=128:cr=128";
    for (const name of ['noise', 'more']) harness.make(`${name}.${format}`, ...lavfi(noise), ...codec);
    const film = 20 * 64 * 64 * 4;
    const render = (names: string[], maxUnrolledBytes: number) => {
      const clips = names.map((name, start) => image(`${name}.${format}`, { start }));
      const limits = { maxFileBytes: 1e7, maxJobBytes: 1e7, maxUnrolledBytes };
      const sourceLimits = { ...limits, timeoutMs: 600_000, allTimeoutMs: 600_000, afterFaultMs: 600_000 };
      return harness.render(editOf([clips], { fps: 25 }), { sourceLimits });
    };
    const fault = {
      path: expect.stringMatching(/^timeline\.tracks\[0\]\.clips\[\d\]\.asset\.src$/),
      message: expect.stringMatching(/provide it as a video/),
    };
    const refusal = { code: 'render_source_refused', options: { errors: [fault] } };
    expect((await render(['noise'], film * 1.5)).frameCount).toBe(25);
    await expect(render(['noise'], film * 0.5)).rejects.toMatchObject(refusal);
    await expect(render(['noise', 'more'], film * 1.5)).rejects.toMatchObject(refusal);
  });
});
