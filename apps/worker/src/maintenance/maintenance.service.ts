import { counter } from '@app/core';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { type MaintenanceTask, maintenanceTasks } from './tasks';

const rows = counter('maintenance_rows_total', 'Rows that maintenance published again or deleted', ['task']);

/** How long one task may continue with further batches, so that all tasks of a run have their turn within its time limit. */
export const MOST_SECONDS = { '30s': 5, '1h': 60, '1d': 600 } as const satisfies Record<
  MaintenanceTask['every'],
  number
>;

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
    for (const task of this.tasks.filter((each) => each.every === every)) {
      signal.throwIfAborted();
      const { name } = task;
      try {
        counts[name] = await this.runInBatches(task, signal);
        rows.inc({ task: name }, counts[name]);
        if (counts[name]) this.logger.log(`${name}: ${counts[name]} rows`);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(describe).join('; '));
    return counts;
  }

  /** Repeats the task until a batch is not full, or its time is over; then its next run continues. */
  private async runInBatches({ run, every, fullBatch }: MaintenanceTask, signal: AbortSignal): Promise<number> {
    const end = Date.now() + MOST_SECONDS[every] * 1_000;
    let total = 0;
    for (;;) {
      const count = await this.dataSource.transaction(run);
      total += count;
      if (fullBatch === undefined || count < fullBatch || signal.aborted || Date.now() > end) return total;
    }
  }
}

const describe = (failure: unknown): string => (failure instanceof Error ? failure.message : String(failure));
