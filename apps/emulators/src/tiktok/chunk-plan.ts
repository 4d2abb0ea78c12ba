/** The plan that a client announces for a file. */
export interface ChunkPlan {
  video_size?: unknown;
  chunk_size?: unknown;
  total_chunk_count?: unknown;
}

const [SMALLEST, LARGEST, LARGEST_LAST] = [5_000_000, 64_000_000, 128_000_000];
const MOST_CHUNKS = 1_000;
const LARGEST_VIDEO = 4 * 1024 ** 3;

const isPositive = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;

/** @returns what is wrong with the plan, in TikTok's words */
export function planFault({
  video_size: size,
  chunk_size: chunk,
  total_chunk_count: count,
}: ChunkPlan): string | undefined {
  if (!isPositive(size) || size > LARGEST_VIDEO) return 'The video size is invalid';
  if (!isPositive(chunk)) return 'The chunk size is invalid';
  if (!isPositive(count) || count > MOST_CHUNKS || count !== Math.floor(size / chunk))
    return 'The total chunk count is invalid';
  if (count === 1) return chunk === size && size <= LARGEST ? undefined : 'The chunk size is invalid';
  if (size < SMALLEST) return 'The total chunk count is invalid';
  const isFitting = chunk >= SMALLEST && chunk <= LARGEST && size - chunk * (count - 1) <= LARGEST_LAST;
  return isFitting ? undefined : 'The chunk size is invalid';
}

/** Length of the chunk that begins at this position: the last one carries the remainder. */
export function plannedLength(
  { size, chunkSize, chunkCount }: { size: number; chunkSize: number; chunkCount: number },
  first: number,
): number {
  const index = first / chunkSize;
  return index === chunkCount - 1 ? size - first : chunkSize;
}
