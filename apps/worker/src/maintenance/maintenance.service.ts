import { counter } from '@app/core';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type MaintenanceTask, maintenanceTasks } from './tasks';

const rows = counter('maintenance_rows_total', 'Rows that maintenance published again or deleted', ['task']);

/** Runs the tasks of `tasks.ts`. */
@Injectable()
export class MaintenanceService implements OnModuleInit {
  private readonly logger = new Logger(MaintenanceService.name);
  private tasks: readonly MaintenanceTask[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly modules: ModuleRef,
  ) {}

  /** The worker does not start when a service that a task needs is missing. */
  onModuleInit(): void {
    this.tasks = maintenanceTasks((service) => this.modules.get(service, { strict: false }));
  }

  /**
   * Runs all tasks of an interval; a task that fails does not stop the others.
   * @returns rows by task
   * @throws AggregateError with every failure
   */
  async runAll(every: MaintenanceTask['every'], signal: AbortSignal): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const { name, run } of this.tasks.filter((task) => task.every === every)) {
      signal.throwIfAborted();
      try {
        counts[name] = await this.dataSource.transaction(run);
        rows.inc({ task: name }, counts[name]);
        if (counts[name]) this.logger.log(`${name}: ${counts[name]} rows`);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(describe).join('; '));
    return counts;
  }
}

const describe = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));
