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
