import { longestTimeline } from './check-seconds';
import type { Output } from './edit';

describe('the longest timeline that is paid for', () => {
  it.each<[string, Partial<Output>, number | undefined]>([
    ['is what is paid', {}, 10],
    ['begins where the output begins', { range: { start: 5 } }, 15],
    ['does not matter when the range itself is not longer', { range: { start: 5, length: 10 } }, undefined],
    ['counts when the range would let more out', { range: { length: 3_600 } }, 10],
    ['does not matter for a still', { format: 'png' }, undefined],
  ])('%s', (_name, output, seconds) =>
    expect(longestTimeline({ output: { format: 'mp4', ...output } }, 10)).toBe(seconds),
  );
});
