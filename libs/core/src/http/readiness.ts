import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DatabaseHealth } from '../database/database-health';
import { askWithin, type HealthCheck, type HealthReport } from './health';

/** Names of the migrations that the running code needs, as TypeORM records them. */
export const REQUIRED_MIGRATIONS = Symbol('required migrations');

const LOOK_AGAIN_MS = 1_000;

/**
 * Whether this process should receive work: the database and everything else that it requires answer, the schema is at
 * least as new as the code, and the process is not shutting down.
 */
@Injectable()
export class Readiness implements HealthCheck {
  private readonly logger = new Logger(Readiness.name);
  private draining = false;
  private migrated = false;
  private readonly requirements: HealthCheck[] = [];

  constructor(
    private readonly database: DatabaseHealth,
    private readonly dataSource: DataSource,
    @Inject(REQUIRED_MIGRATIONS) private readonly required: readonly string[],
  ) {}

  /** From now on the process is ready only while this check is ok, too. */
  require(check: HealthCheck): void {
    this.requirements.push(check);
  }

  /** From now on the process is not ready; work that has begun continues. */
  drain(): void {
    this.draining = true;
  }

  get isDraining(): boolean {
    return this.draining;
  }

  async check(): Promise<HealthReport> {
    if (this.draining) return { status: 'down', detail: 'This process is shutting down' };
    const reports = await Promise.all([this.database, ...this.requirements].map((check) => askWithin(check)));
    const failure = reports.find(({ status }) => status !== 'ok');
    if (failure) return failure;
    return this.migrated ? { status: 'ok' } : askWithin({ check: () => this.checkSchema() });
  }

  /** Resolves when the schema is at least as new as the code. */
  async untilMigrated(): Promise<void> {
    for (let looks = 1; ; looks += 1) {
      const { status, detail } = await this.checkSchema().catch(
        (error: Error): HealthReport => ({ status: 'down', detail: error.message }),
      );
      if (status === 'ok') return;
      if (looks === 1) this.logger.warn('this process begins its work once the schema fits', { reason: detail });
      await sleep(LOOK_AGAIN_MS);
    }
  }

  private async checkSchema(): Promise<HealthReport> {
    const rows = await this.dataSource.query<{ name: string }[]>('select name from migrations');
    const applied = new Set(rows.map(({ name }) => name));
    const missing = this.required.filter((name) => !applied.has(name));
    this.migrated = missing.length === 0;
    return this.migrated
      ? { status: 'ok' }
      : { status: 'down', detail: `${missing.length} migrations have not run yet` };
  }
}
