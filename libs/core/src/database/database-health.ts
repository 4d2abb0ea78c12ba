import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { HealthCheck, HealthReport } from '../http/health';

/** Reports whether Postgres answers this process, through the pool that requests use. */
@Injectable()
export class DatabaseHealth implements HealthCheck {
  private running?: Promise<HealthReport>;

  constructor(private readonly dataSource: DataSource) {}

  /** Concurrent callers share one ping, so that they do not queue up while the database is unresponsive. */
  check(): Promise<HealthReport> {
    this.running ??= this.ping().finally(() => (this.running = undefined));
    return this.running;
  }

  private async ping(): Promise<HealthReport> {
    try {
      await this.dataSource.query('select 1');
      return { status: 'ok' };
    } catch {
      return { status: 'down', detail: 'Postgres does not answer' };
    }
  }
}
