import { askWithin, type HealthCheck, type HealthReport, VERSION } from '@app/core';
import { Inject, Injectable } from '@nestjs/common';

/** The checks of `/health` by their names there. */
export const HEALTH_CHECKS = Symbol('health checks');

/** The product does not work without these; anything else that is missing leaves the rest working. */
const VITAL: readonly string[] = ['database', 'queue'];

export interface Health {
  status: 'ok' | 'degraded' | 'down';
  version: string;
  checks: Record<string, HealthReport>;
}

/** Asks everything that the product leans on, each for itself. */
@Injectable()
export class HealthService {
  private running?: Promise<Health>;

  constructor(@Inject(HEALTH_CHECKS) private readonly checks: Readonly<Record<string, HealthCheck>>) {}

  /** Strangers may ask as often as they like: who asks while another question runs gets its answer. */
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
