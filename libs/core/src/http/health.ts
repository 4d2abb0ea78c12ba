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

/**
 * Runs a check, but waits for at most about `timeoutMs` and never throws: silence and failures count as `down`. An answer
 * that arrived while this process was busy counts.
 */
export async function askWithin(check: HealthCheck, timeoutMs = HEALTH_CHECK_MS): Promise<HealthReport> {
  const answer = check.check().catch((): HealthReport => ({ status: 'down', detail: 'the check failed' }));
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<HealthReport>((resolve) => {
    const giveUp = () => resolve({ status: 'down', detail: `no answer within ${timeoutMs} ms` });
    // What has arrived is read before the next immediate.
    timer = setTimeout(() => setImmediate(giveUp), timeoutMs);
  });
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
