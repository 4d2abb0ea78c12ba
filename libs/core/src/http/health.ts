/**
 * One line of `/health`. `down` on a check that the product cannot work without makes the whole answer 503;
 * `degraded` says that something is missing while the rest works.
 */
export interface HealthReport {
  status: 'ok' | 'degraded' | 'down';
  /** Plain words for an operator; no secrets, no addresses with credentials. */
  detail?: string;
}

/** What a lib offers so that the health endpoint can ask it. Must answer within 500 ms and never throw. */
export interface HealthCheck {
  check(): Promise<HealthReport>;
}

/** What a check may take before it counts as failed. */
export const HEALTH_CHECK_MS = 500;

/** Asks, but never waits longer than `timeoutMs` and never throws: silence and failures are `down`. */
export async function askWithin(check: HealthCheck, timeoutMs = HEALTH_CHECK_MS): Promise<HealthReport> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<HealthReport>((resolve) => {
    timer = setTimeout(() => resolve({ status: 'down', detail: `no answer within ${timeoutMs} ms` }), timeoutMs);
  });
  const answer = check.check().catch((): HealthReport => ({ status: 'down', detail: 'the check failed' }));
  return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}
