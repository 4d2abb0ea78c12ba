/** How the API itself misbehaves. Counted faults use themselves up. */
export interface Faults {
  /** Every call is answered 503, webhooks still go out. */
  down: boolean;
  /** This many calls that change something are done, but answered 500. */
  lose_answers: number;
  /** This many calls are answered 429. */
  rate_limited: number;
  /** Every call waits so long before it is done. */
  delay_ms: number;
}

export const noFaults = (): Faults => ({ down: false, lose_answers: 0, rate_limited: 0, delay_ms: 0 });
