/** How the API itself misbehaves. Counted faults are used up. */
export interface Faults {
  /** Every call is answered with 503; webhooks are still sent. */
  down: boolean;
  /** This many changing calls are executed but answered with 500. */
  lose_answers: number;
  /** This many calls are answered with 429. */
  rate_limited: number;
  /** Milliseconds that every call waits before it is executed. */
  delay_ms: number;
}

export const noFaults = (): Faults => ({ down: false, lose_answers: 0, rate_limited: 0, delay_ms: 0 });
