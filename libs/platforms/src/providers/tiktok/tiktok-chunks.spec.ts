import { planChunks } from './tiktok-chunks';

describe('the chunks of a video for TikTok', () => {
  it.each([
    [3_145_728, 3_145_728, 1, 3_145_728],
    [5_000_000, 5_000_000, 1, 5_000_000],
    [64_000_000, 64_000_000, 1, 64_000_000],
    [64_000_001, 10_000_000, 6, 14_000_001],
    [4_294_967_296, 10_000_000, 429, 14_967_296],
  ])('of %d bytes have %d bytes, are %d, and end with one of %d', (size, chunkSize, count, last) => {
    const plan = planChunks(size);
    expect(plan).toMatchObject({ chunkSize, count });
    expect(size - plan.lastStart).toBe(last);
  });
});
