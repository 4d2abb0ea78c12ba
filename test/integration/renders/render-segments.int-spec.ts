import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import {
  joinInProcess,
  planInProcess,
  renderSegmentInProcess,
  type Segment,
  type SegmentPlan,
  validateEdit,
} from '@app/render-proxy';
import * as fc from 'fast-check';
import { likeness, soundPackets } from '../../support/harness/compare-videos';
import { describeWithFfmpeg, editOf, image, RenderHarness, video } from '../../support/harness/render-harness';

type Json = Record<string, unknown>;

/** Edits that are generated; more with SEGMENT_EDITS=50. */
const EDITS = Number(process.env.SEGMENT_EDITS ?? 2);
const SEED = Number(process.env.SEGMENT_SEED ?? 5);

/** The plan with its pictures cut at these frames. */
function cutAt(plan: SegmentPlan, frames: readonly number[]): SegmentPlan {
  const pictures = plan.segments.filter(({ kind }) => kind === 'video');
  const [first, last] = [pictures[0], pictures.at(-1)];
  if (!first || !last) throw new Error('The plan has no pictures.');
  const sources = pictures.flatMap((segment) => segment.sources);
  const inside = [...new Set(frames)].filter((frame) => frame > first.fromFrame && frame < last.toFrame);
  const edges = [first.fromFrame, ...inside.sort((a, b) => a - b), last.toFrame];
  const cut = edges.slice(1).map((toFrame, position): Segment => {
    const fromFrame = edges[position] ?? 0;
    return { ...first, position, fromFrame, toFrame, sources };
  });
  const sound = plan.segments.filter(({ kind }) => kind === 'sound');
  return { ...plan, segments: [...cut, ...sound.map((segment) => ({ ...segment, position: cut.length }))] };
}

describeWithFfmpeg('a render in segments', () => {
  let harness: RenderHarness;
  let count = 0;
  beforeAll(() => {
    harness = new RenderHarness();
    const make = (name: string, rate: string, ...encode: string[]) => {
      const picture = ['-f', 'lavfi', '-i', `testsrc2=s=320x180:r=${rate}:d=6,format=yuv420p`];
      const sound = ['-f', 'lavfi', '-i', 'sine=330:d=6'];
      harness.make(name, ...picture, ...sound, '-c:v', 'libx264', '-crf', '12', ...encode, '-c:a', 'aac');
    };
    make('film.mp4', '25', '-g', '40');
    make('fast.mp4', '30000/1001', '-g', '300', '-bf', '3');
    harness.make('photo.png', '-f', 'lavfi', '-i', 'testsrc2=s=400x300,gblur=sigma=2', '-frames:v', '1');
  });
  afterAll(() => harness.close());

  const renderCut = async (edit: Json, frames: readonly number[]) => {
    const directory = harness.path(`cut-${count++}`);
    mkdirSync(directory);
    const plan = await harness.engine.plan(validateEdit(edit), { destination: directory });
    // A plan is stored between its parts.
    const cut = JSON.parse(JSON.stringify(cutAt(plan, frames))) as SegmentPlan;
    const files: string[] = [];
    for (const { position } of cut.segments)
      files.push((await harness.engine.renderSegment(cut, position, { destination: directory })).file);
    return harness.engine.join(cut, files, { destination: directory });
  };

  describe('looks and sounds as if it had not been cut', () => {
    const seconds = (min: number, max: number) => fc.integer({ min: min * 20, max: max * 20 }).map((n) => n / 20);
    const film = fc
      .record({
        src: fc.constantFrom('film.mp4', 'fast.mp4'),
        trim: seconds(0, 2),
        speed: fc.constantFrom(1, 1, 0.5, 1.3),
        length: seconds(1, 3),
        effect: fc.constantFrom(undefined, 'zoomIn', 'slideLeft'),
        transition: fc.constantFrom(undefined, { in: 'fade', out: 'wipeLeft' }),
        scale: fc.constantFrom(1, 0.6),
      })
      .map(({ src, trim, speed, length, ...more }) => video(src, { trim, speed }, { start: 'auto', length, ...more }));
    const photo = fc
      .record({ length: seconds(1, 2), effect: fc.constantFrom('zoomOut', 'slideUp') })
      .map(({ length, effect }) => image('photo.png', { start: 'auto', length, effect }));
    const title = fc
      .record({ start: seconds(0, 2), length: seconds(1, 3), effect: fc.constantFrom(undefined, 'slideRight') })
      .map((clip) => ({ asset: { type: 'title', text: 'A title', size: 'small' }, ...clip }));
    const edit = fc
      .record({
        clips: fc.array(fc.oneof(film, film, photo), { minLength: 2, maxLength: 3 }),
        title,
        fps: fc.constantFrom(24, 25, 29.97, 50),
      })
      .map(({ clips, title: text, fps }) =>
        editOf([[text], clips], { fps, size: { width: 320, height: 180 }, quality: 'veryhigh' }),
      );
    const cuts = fc.array(fc.nat(250), { minLength: 2, maxLength: 4 });

    it.each(fc.sample(fc.tuple(edit, cuts), { numRuns: EDITS, seed: SEED }))(
      'edit %#, cut at random',
      async (generated, frames) => {
        const clean = JSON.parse(JSON.stringify(generated)) as Json;
        const whole = await harness.render(clean);
        const joined = await renderCut(clean, frames);
        expect(joined).toMatchObject({ frames: whole.files.frames, seconds: whole.files.seconds });
        const alike = likeness(whole.files.file, joined.file);
        expect(alike.frames).toBe(whole.files.frames);
        expect(alike.mean).toBeGreaterThan(0.995);
        expect(alike.least).toBeGreaterThan(0.97);
        expect(soundPackets(joined.file)).toBe(soundPackets(whole.files.file));
        expect(soundPackets(joined.file)).not.toBe('');
      },
    );
  });

  it('is made by processes of its own, from the sources that each part shows, again byte for byte', async () => {
    const directory = harness.path('processes');
    mkdirSync(directory);
    const edit = editOf([[video('own:film', {}, { length: 2 }), image('own:photo', { start: 2, length: 1 })]], {
      poster: { capture: 2.5 },
    });
    const names: Readonly<Record<string, string>> = { 'own:film': 'film.mp4', 'own:photo': 'photo.png' };
    const options = (sources: readonly { src: string }[]) => {
      const parts = sources.map(({ src }) => {
        const path = harness.path(`own-${count++}`);
        copyFileSync(harness.path(names[src] ?? ''), path);
        return [src, { path, bytes: readFileSync(path).length }] as const;
      });
      return { destination: directory, delivered: Object.fromEntries(parts) };
    };
    const all = Object.keys(names).map((src) => ({ src }));
    const planned = await planInProcess(validateEdit(edit), options(all));
    if (!planned) throw new Error('The edit has no plan.');
    const plan = cutAt(planned, [24]);
    const sources = planned.segments.map((segment) => segment.sources.map(({ src }) => src));
    expect(sources).toEqual([['own:film', 'own:photo'], ['own:film']]);
    const render = async (position: number) => {
      const { file } = await renderSegmentInProcess(plan, position, options(plan.segments[position]?.sources ?? []));
      return file;
    };
    const files = [await render(0), await render(1), await render(2)];
    const bytes = readFileSync(files[0] ?? '');
    expect(readFileSync(await render(0)).equals(bytes)).toBe(true);
    const joined = await joinInProcess(plan, files, options(plan.captureSources));
    expect(joined).toMatchObject({ frames: 36, seconds: 3, contentType: 'video/mp4' });
    expect(existsSync(joined.poster ?? '')).toBe(true);
  });

  it('is not planned when the plan is too large to be stored', async () => {
    const destination = harness.path('large');
    const text = 'word '.repeat(19_000);
    const clips = Array.from({ length: 45 }, (_, start) => ({
      asset: { type: 'title', text: `${start} ${text}` },
      start,
      length: 1,
    }));
    expect(await planInProcess(validateEdit(editOf([clips])), { destination })).toBeUndefined();
    expect(await planInProcess(validateEdit(editOf([clips.slice(0, 1)])), { destination })).toBeDefined();
  });

  it('is refused by another build, with a source that has changed, and with a segment of another length', async () => {
    const edit = validateEdit(editOf([[image('changing.png')]]));
    harness.color('changing.png', 'red');
    const destination = harness.path('refused');
    const plan = await harness.engine.plan(edit, { destination });
    const { file } = await harness.engine.renderSegment(plan, 0, { destination });
    for (const other of [{ ffmpegBuild: 'other' }, { engineBuild: 'other' }])
      await expect(harness.engine.renderSegment({ ...plan, ...other }, 0, { destination })).rejects.toMatchObject({
        code: 'segment_build_differs',
      });
    const longer = {
      ...plan,
      segments: plan.segments.map((segment) => ({ ...segment, toFrame: segment.toFrame + 1 })),
    };
    await expect(harness.engine.join(longer, [file], { destination })).rejects.toMatchObject({ code: 'render_failed' });
    harness.color('changing.png', 'blue');
    await expect(harness.engine.renderSegment(plan, 0, { destination })).rejects.toMatchObject({
      code: 'segment_source_changed',
    });
  });
});
