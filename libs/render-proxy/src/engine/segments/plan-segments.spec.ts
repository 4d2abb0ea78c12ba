import * as fc from 'fast-check';
import type { Clip, Edit } from '../../edit/edit';
import type { MediaFile } from '../scene/scene';
import { makePlan } from './make-plan';
import { isShort, isWorthSegments } from './segment-costs';
import type { Segment } from './segment-plan';

const file = (more: Partial<MediaFile>): MediaFile => ({
  path: '/job/file',
  demuxer: 'mov',
  kind: 'video',
  width: 1920,
  height: 1080,
  seconds: 3_600,
  hasAudio: true,
  hasAlpha: false,
  moving: true,
  ...more,
});
const files = new Map([
  ['v', file({})],
  ['i', file({ kind: 'image', demuxer: 'png_pipe', seconds: 0, moving: false, hasAudio: false })],
  ['music', file({ kind: 'audio', width: 0, height: 0, moving: false })],
  ['font', file({ kind: 'font', width: 0, height: 0, moving: false, hasAudio: false })],
]);
const bytesOf = (changed: string | undefined) =>
  new Map([...files.keys()].map((src) => [src, { sha256: src === changed ? `new ${src}` : src, bytes: 1 }]));

const video = (start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'video', src: 'v', trim: start },
  start,
  length,
  ...more,
});
const title = (text: string, start: number, length: number): Clip => ({
  asset: { type: 'title', text },
  start,
  length,
});
const still = (start: number, length: number, more: Partial<Clip> = {}): Clip => ({
  asset: { type: 'image', src: 'i' },
  start,
  length,
  ...more,
});

function editOf(
  tracks: Clip[][],
  output: Partial<Edit['output']> = {},
  timeline: Partial<Edit['timeline']> = {},
): Edit {
  return {
    timeline: { tracks: tracks.map((clips) => ({ clips })), ...timeline },
    output: { format: 'mp4', resolution: '1080', ...output },
  };
}

function planOf(edit: Edit, { builds = {}, changed }: { builds?: object; changed?: string } = {}) {
  const sources = { files, captions: new Map(), fonts: [] };
  return makePlan(edit, sources, bytesOf(changed), { ffmpegBuild: 'a', engineBuild: 'b', ...builds }, undefined);
}
const segmentsOf = (...args: Parameters<typeof planOf>): Segment[] => planOf(...args).segments;
const pictures = (segments: readonly Segment[]) => segments.filter(({ kind }) => kind === 'video');
/** Estimated processor seconds. */
const workOf = (segments: readonly Segment[]) =>
  segments.reduce((sum, { estimatedProcessorSeconds }) => sum + estimatedProcessorSeconds, 0);
/** Positions of the segments whose hashes differ. */
function changes(before: readonly Segment[], after: readonly Segment[]): number[] {
  expect(after.map(({ fromFrame, toFrame }) => [fromFrame, toFrame])).toEqual(
    before.map(({ fromFrame, toFrame }) => [fromFrame, toFrame]),
  );
  return before.flatMap(({ contentHash, position }) =>
    after[position]?.contentHash === contentHash ? [] : [position],
  );
}

describe('the segments of a render', () => {
  it('are one of pictures and one of sound below 15 processor seconds, which are not worth a second process', () => {
    const short = editOf([[video(0, 4)]]);
    expect(segmentsOf(short).map(({ kind, fromFrame, toFrame }) => [kind, fromFrame, toFrame])).toEqual([
      ['video', 0, 100],
      ['sound', 0, 100],
    ]);
    expect(isWorthSegments(short, 4)).toBe(false);
  });

  it('are passed by renders of less than 15 processor seconds, unless their pictures take more memory than most', () => {
    const delivered = (more: object) => isShort(editOf([[video(0, 2)]], more), 2);
    expect(delivered({})).toBe(true);
    expect(delivered({ resolution: 'hd', scaleTo: '4k' })).toBe(false);
    expect(isShort(editOf([[video(0, 600)]]), 600)).toBe(false);
  });

  it.each(['gif', 'png', 'mp3'] as const)('do not exist for %s', (format) =>
    expect(isWorthSegments(editOf([[video(0, 600)]], { format }), 600)).toBe(false),
  );

  it.each([
    ['half a minute', 30, 6],
    ['a minute', 60, 6],
    ['ten minutes', 600, 20],
    ['three hours', 10_800, 20],
  ])('of %s take up to 40 processor seconds, or are 64 at most', (_, seconds, least) => {
    const edit = editOf([[still(0, seconds, { effect: 'zoomIn' })]]);
    expect(isWorthSegments(edit, seconds)).toBe(true);
    const costs = pictures(segmentsOf(edit)).map(({ estimatedProcessorSeconds }) => estimatedProcessorSeconds);
    expect(costs.length).toBeGreaterThan(1);
    expect(costs.length).toBeLessThanOrEqual(64);
    const whole = costs.reduce((sum, cost) => sum + cost, 0);
    if (whole < 64 * 20) for (const cost of costs.slice(0, -1)) expect(cost).toBeGreaterThanOrEqual(least * 0.95);
    if (whole < 64 * 20) for (const cost of costs) expect(cost).toBeLessThanOrEqual(50);
  });

  it('are about a dozen or more for a render of minutes, so that a changed title takes a small part of it', () => {
    const chapters = Array.from({ length: 15 }, (_, index) => title(`Chapter ${index}`, index * 40, 40));
    const chaptersOf = (first: string) => [title(first, 0, 40), ...chapters.slice(1)];
    const lecture = (first: string) => segmentsOf(editOf([chaptersOf(first), [still(0, 600)]]));
    const before = lecture('Chapter 0');
    const changed = changes(before, lecture('A new title'));
    expect(pictures(before).length).toBeGreaterThanOrEqual(12);
    expect(workOf(before.filter(({ position }) => changed.includes(position)))).toBeLessThan(workOf(before) / 8);
  });

  it('are estimated to take a third for frames that equal each other, and more where layers are painted', () => {
    const costOf = (...tracks: Clip[][]) => workOf(pictures(segmentsOf(editOf(tracks))));
    const moving = costOf([still(0, 10, { effect: 'zoomIn' })]);
    expect(costOf([still(0, 10)])).toBeLessThan(moving / 3);
    expect(costOf([still(0, 5), still(5, 5, { effect: 'zoomIn' })])).toBeCloseTo(
      (moving + costOf([still(0, 10)])) / 2,
      0,
    );
    expect(costOf([title('a', 0, 10)], [still(0, 10, { effect: 'zoomIn' })])).toBeGreaterThan(moving);
  });

  it('are estimated with the start of their encoders, which takes most of the time of a few seconds', () => {
    const costOf = (seconds: number) => workOf(pictures(segmentsOf(editOf([[still(0, seconds)]]))));
    expect(costOf(1)).toBeGreaterThan(costOf(10) / 3);
  });

  it('are estimated to take longer when a video is scaled, and longer still when it moves', () => {
    const costOf = (more: Partial<Clip>) => workOf(pictures(segmentsOf(editOf([[video(0, 10, more)]]))));
    const [plain, scaled, moving] = [costOf({}), costOf({ scale: 0.9 }), costOf({ effect: 'zoomIn' })];
    expect(scaled).toBeGreaterThan(plain);
    expect(moving).toBeGreaterThan(scaled);
  });

  it('begin at a nearby cut of the film', () => {
    const edge = segmentsOf(editOf([[video(0, 41), video(41, 80)]])).map(({ fromFrame }) => fromFrame);
    expect(edge).toContain(41 * 25);
  });

  it('contain every frame once, whatever the edit', () => {
    const clip = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 100 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(clip, { minLength: 1, maxLength: 12 }), fc.constantFrom(24, 29.97, 60), (clips, fps) => {
        const edit = editOf([clips.map(([start, length, moves]) => (moves ? video : still)(start, length))], { fps });
        const plan = planOf(edit);
        const segments = pictures(plan.segments);
        expect(segments.length).toBeLessThanOrEqual(64);
        expect(segments.reduce((sum, { fromFrame, toFrame }) => sum + toFrame - fromFrame, 0)).toBe(plan.frames);
        for (const [index, { fromFrame, toFrame }] of segments.entries()) {
          expect(fromFrame).toBe(segments[index - 1]?.toFrame ?? 0);
          if (segments.length > 1) expect(toFrame - fromFrame).toBeGreaterThanOrEqual(Math.round(2.5 * fps));
        }
        expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
      }),
      { numRuns: 100, seed: 11 },
    );
  });
});

describe('the hash of a segment', () => {
  const film = [video(0, 120)];
  const edit = (text: string, more: Partial<Edit['timeline']> = {}) =>
    editOf([[title('Beginning', 0, 5), title(text, 60, 4)], film], {}, more);

  it('changes only where a changed title shows', () => {
    const before = segmentsOf(edit('Old'));
    const changed = changes(before, segmentsOf(edit('New')));
    const shown = pictures(before).filter(({ fromFrame, toFrame }) => fromFrame < 64 * 25 && toFrame > 60 * 25);
    expect(changed).toEqual(shown.map(({ position }) => position));
    expect(changed.length).toBeLessThan(before.length / 2);
  });

  it('does not depend on where a clip stands in the edit', () => {
    const swapped = editOf([[title('Old', 60, 4), title('Beginning', 0, 5)], film]);
    expect(changes(segmentsOf(edit('Old')), segmentsOf(swapped))).toEqual([]);
  });

  it('changes for the sound alone when the music changes', () => {
    const soundtrack = { src: 'music' };
    const before = segmentsOf(edit('Old', { soundtrack }));
    const sound = before.at(-1);
    expect(sound?.kind).toBe('sound');
    for (const after of [edit('Old', { soundtrack: { ...soundtrack, volume: 0.5 } })])
      expect(changes(before, segmentsOf(after))).toEqual([sound?.position]);
    expect(changes(before, segmentsOf(edit('Old', { soundtrack }), { changed: 'music' }))).toEqual([sound?.position]);
  });

  it('changes with the bytes of a source, with a font where text is drawn, the encoder and the builds', () => {
    const before = segmentsOf(edit('Old', { fonts: [{ src: 'font' }] }));
    const all = before.map(({ position }) => position);
    const changed = (...args: Parameters<typeof planOf>) => changes(before, segmentsOf(...args));
    const same = edit('Old', { fonts: [{ src: 'font' }] });
    expect(changed(same)).toEqual([]);
    expect(changed(same, { changed: 'v' })).toEqual(all);
    expect(changed(same, { builds: { ffmpegBuild: 'c' } })).toEqual(all);
    expect(changed(same, { builds: { engineBuild: 'c' } })).toEqual(all);
    const withText = pictures(before).filter(({ sources }) => sources.some(({ purpose }) => purpose === 'font'));
    expect(changed(same, { changed: 'font' })).toEqual(withText.map(({ position }) => position));
    expect(withText.length).toBeLessThan(pictures(before).length);
  });
});

describe('the sources of a segment', () => {
  it('are those that it shows or plays', () => {
    const plan = planOf(
      editOf(
        [[title('x', 0, 5)], [still(0, 60, { effect: 'zoomIn' }), video(60, 60)]],
        { poster: { capture: 1 } },
        { soundtrack: { src: 'music' } },
      ),
    );
    const names = plan.segments.map(({ sources }) => sources.map(({ src }) => src).sort());
    expect(names[0]).toEqual(['i']);
    expect(names.at(-2)).toEqual(['v']);
    expect(names.at(-1)).toEqual(['music', 'v']);
    expect(plan.captureSources.map(({ src }) => src)).toEqual(['i']);
  });
});
