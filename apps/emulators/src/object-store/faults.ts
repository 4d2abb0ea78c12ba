/** How a store misbehaves; each counted fault is used up by one request that carries bytes. */
export interface StorageFaults {
  /** This many uploads lose their connection in the middle. */
  drop_uploads: number;
  /** This many uploads arrive with a changed byte. */
  corrupt_uploads: number;
  /** This many resumable uploads to Google are stored, but answered with 503. */
  lost_answers: number;
  /** This many requests of any kind are answered with 503. */
  unavailable: number;
  /** Milliseconds that every request waits. */
  delay_ms: number;
}

export const noFaults = (): StorageFaults => ({
  drop_uploads: 0,
  corrupt_uploads: 0,
  lost_answers: 0,
  unavailable: 0,
  delay_ms: 0,
});

/** Whether a counted fault applies now. */
export function strikes(faults: StorageFaults, kind: Exclude<keyof StorageFaults, 'delay_ms'>): boolean {
  if (faults[kind] <= 0) return false;
  faults[kind] -= 1;
  return true;
}
