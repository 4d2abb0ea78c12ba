/**
 * One line of `/health`. `down` on a check that the product cannot work without turns the whole answer into a 503;
 * `degraded` means that one part fails while the rest works.
 */
export interface HealthReport {
  status: 'ok' | 'degraded' | 'down';
  /** Plain words for an operator; no secrets, no addresses with credentials. */
  detail?: string;
}

/** A health check that a lib provides for the health endpoint. Must answer within 500 ms and never throw. */
export interface HealthCheck {
  check(): Promise<HealthReport>;
}

/** Milliseconds after which a check counts as failed. */
export const HEALTH_CHECK_MS = 500;

/** Runs a check, but never waits longer than `timeoutMs` and never throws: silence and failures count as `down`. */
export async function askWithin(check: HealthCheck, timeoutMs = HEALTH_CHECK_MS): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'down', detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
  });
  const answer = check.check().catch((): HealthReport => ({ status: 'down', detail: 'the check failed' }));
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
