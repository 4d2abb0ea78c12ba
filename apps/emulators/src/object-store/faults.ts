/** How a store misbehaves; counted faults use themselves up, one for each request that carries bytes. */
export interface StorageFaults {
  /** So many uploads lose their connection in the middle. */
  drop_uploads: number;
  /** So many uploads arrive with a changed byte. */
  corrupt_uploads: number;
  /** So many requests of any kind are answered 503. */
  unavailable: number;
  /** Every request waits so long. */
  delay_ms: number;
}

export const noFaults = (): StorageFaults => ({ drop_uploads: 0, corrupt_uploads: 0, unavailable: 0, delay_ms: 0 });

/** Whether a counted fault strikes now. */
export function strikes(faults: StorageFaults, kind: 'drop_uploads' | 'corrupt_uploads' | 'unavailable'): boolean {
  if (faults[kind] <= 0) return false;
  faults[kind] -= 1;
  return true;
}
