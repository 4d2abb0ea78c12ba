import { planFault } from './chunk-plan';

describe('the chunk plan', () => {
  it.each([
    [3_145_728, 3_145_728, 1],
    [5_000_000, 5_000_000, 1],
    [64_000_000, 64_000_000, 1],
    [64_000_001, 10_000_000, 6],
    [50_000_123, 10_000_000, 5],
    [4_294_967_296, 10_000_000, 429],
  ])('accepts %d bytes in chunks of %d', (size, chunk, count) => {
    expect(planFault({ video_size: size, chunk_size: chunk, total_chunk_count: count })).toBeUndefined();
  });

  it.each([
    ['a rounded-up count', 50_000_123, 10_000_000, 6],
    ['one chunk above 64 MB', 64_000_001, 64_000_001, 1],
    ['a single chunk that is not the file', 5_000_000, 4_999_999, 1],
    ['several chunks below 5 MB', 4_000_000, 2_000_000, 2],
    ['chunks below 5 MB', 20_000_000, 4_000_000, 5],
    ['a file above 4 GB', 4_294_967_297, 10_000_000, 429],
    ['no file', 0, 0, 0],
  ])('refuses %s', (_name, size, chunk, count) => {
    expect(planFault({ video_size: size, chunk_size: chunk, total_chunk_count: count })).toMatch(/ is invalid$/);
  });
});
