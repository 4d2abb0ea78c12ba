const MIB = 1024 ** 2;
const SMALLEST_PART = 8 * MIB;
/** Maximum number of parts in S3 and GCS. */
const MOST_PARTS = 10_000;

export interface PartPlan {
  partSize: number;
  partCount: number;
}

/** Parts of 8 MiB, larger only when there would be too many; all of the same size except the last, as R2 requires. */
export function planParts(size: number): PartPlan {
  const partSize = Math.max(SMALLEST_PART, Math.ceil(size / MOST_PARTS / MIB) * MIB);
  return { partSize, partCount: Math.max(1, Math.ceil(size / partSize)) };
}
