import type { Edit, Output } from '../../edit/edit';
import type { Segment } from '../segments/segment-plan';
import { renderAllowance, segmentAllowance } from './render-allowance';

const config = { RENDER_BASE_SECONDS: 60, RENDER_ALLOWANCE_PERCENT: 100, RENDER_MEMORY_MB: 900 };
const edit = (output: Partial<Output>, tracks = 1): Edit =>
  ({
    timeline: { tracks: Array.from({ length: tracks }, () => ({ clips: [{ asset: { type: 'title', text: 'x' } }] })) },
    output: { format: 'mp4', ...output },
  }) as unknown as Edit;
const seconds = (output: Partial<Output>, length: number, tracks?: number) =>
  renderAllowance(edit(output, tracks), length, config).processorSeconds;

/** What each segment may use when an edit is cut into `count` equal segments, and one for its sound. */
function secondsInSegments(count: number, length: number, limits = config): number[] {
  const frames = length * 25;
  const cut = (kind: Segment['kind'], from: number, to: number) => ({ kind, fromFrame: from, toFrame: to }) as Segment;
  const pictures = Array.from({ length: count }, (_, index) =>
    cut('video', Math.round((index * frames) / count), Math.round(((index + 1) * frames) / count)),
  );
  const plan = { edit: edit({ resolution: 'hd' }), frames, seconds: length };
  const segments = [...pictures, cut('sound', 0, frames)];
  return segments.map((_, position) => segmentAllowance({ ...plan, segments }, position, limits).processorSeconds);
}

describe('the limits of a render', () => {
  it('are little above the base for a short, small edit', () =>
    expect(seconds({ resolution: 'preview' }, 2)).toBeLessThan(70));

  it('grow with frames, pixels and tracks', () => {
    const usual = seconds({ resolution: 'hd' }, 60);
    expect(seconds({ resolution: 'hd' }, 120)).toBeGreaterThan(usual * 1.5);
    expect(seconds({ resolution: '1080' }, 60)).toBeGreaterThan(usual * 1.3);
    expect(seconds({ resolution: 'hd' }, 60, 20)).toBeGreaterThan(usual * 1.5);
    expect(seconds({ resolution: 'hd', fps: 50 }, 60)).toBeGreaterThan(usual * 1.5);
  });

  it('count the output, not the whole timeline', () => {
    expect(seconds({ range: { start: 0, length: 1 } }, 3_600)).toBe(seconds({}, 1));
    expect(seconds({ format: 'png' }, 3_600)).toBeLessThan(1_000);
  });

  it('give larger frames more memory', () => {
    expect(renderAllowance(edit({ resolution: '1080' }), 1, config).memoryMb).toBe(900);
    expect(renderAllowance(edit({ resolution: '4k' }), 1, config).memoryMb).toBe(3_600);
  });

  it.each([
    [2, 20],
    [64, 160],
    [64, 3_600],
  ])(
    'are about twice as high at most when a render is split into %d segments of %d seconds in total',
    (count, length) => {
      const all = secondsInSegments(count, length).reduce((sum, each) => sum + each, 0);
      expect(all).toBeLessThan(2.5 * seconds({ resolution: 'hd' }, length));
    },
  );

  it('leave every segment enough to start a process, and a segment of pictures the usual base', () => {
    const [first = 0] = secondsInSegments(64, 3_600);
    expect(first).toBeGreaterThanOrEqual(seconds({ resolution: 'hd' }, 3_600 / 64) - 1);
    const strict = { ...config, RENDER_BASE_SECONDS: 30, RENDER_ALLOWANCE_PERCENT: 1 };
    for (const each of secondsInSegments(64, 160, strict)) expect(each).toBeGreaterThanOrEqual(5);
  });
});
