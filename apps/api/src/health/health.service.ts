import { askWithin, type HealthCheck, type HealthReport, Readiness, VERSION } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';

/** The checks of `/health`, by their names in the answer. */
export const HEALTH_CHECKS = Symbol('health checks');

/** The product does not work without these; any other fault leaves the rest working. */
const VITAL: readonly string[] = ['database', 'queue'];

/** Readiness queries the database at most twice, each time for half a second. */
const READINESS_MS = 1_500;

export interface Health {
  status: 'ok' | 'degraded' | 'down';
  version: string;
  checks: Record<string, HealthReport>;
}

/**
 * Runs the health check of every part that the product depends on. Callers may poll without limit: requests that
 * arrive while a check runs share its answer.
 */
@Injectable()
export class HealthService {
  private running?: Promise<Health>;
  private askingReadiness?: Promise<HealthReport>;

  constructor(
    @Inject(HEALTH_CHECKS) private readonly checks: Readonly<Record<string, HealthCheck>>,
    private readonly ready: Readiness,
  ) {}

  /** Whether this process should receive requests. */
  readiness(): Promise<HealthReport> {
    this.askingReadiness ??= askWithin(this.ready, READINESS_MS).finally(() => (this.askingReadiness = undefined));
    return this.askingReadiness;
  }

  report(): Promise<Health> {
    this.running ??= this.askAll().finally(() => (this.running = undefined));
    return this.running;
  }

  private async askAll(): Promise<Health> {
    const entries = await Promise.all(
      Object.entries(this.checks).map(async ([name, check]) => [name, await askWithin(check)] as const),
    );
    const down = entries.some(([name, { status }]) => status === 'down' && VITAL.includes(name));
    const whole = entries.every(([, { status }]) => status === 'ok');
    return { status: down ? 'down' : whole ? 'ok' : 'degraded', version: VERSION, checks: Object.fromEntries(entries) };
  }
}
