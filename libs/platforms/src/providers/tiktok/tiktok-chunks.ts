/** From this size on a video must be sent in several chunks; TikTok's "MB" may be decimal. */
const LARGEST_SINGLE = 64_000_000;
const CHUNK = 10_000_000;

/** How a file is divided, by TikTok's "Media Transfer Guide". */
export interface ChunkPlan {
  /** Bytes of every chunk but the last one, which also carries the remainder. */
  chunkSize: number;
  count: number;
  /** Position of the last chunk, which publishes. */
  lastStart: number;
}

/** @param size bytes, at most 4 GiB */
export function planChunks(size: number): ChunkPlan {
  if (size <= LARGEST_SINGLE) return { chunkSize: size, count: 1, lastStart: 0 };
  const count = Math.floor(size / CHUNK);
  return { chunkSize: CHUNK, count, lastStart: (count - 1) * CHUNK };
}
