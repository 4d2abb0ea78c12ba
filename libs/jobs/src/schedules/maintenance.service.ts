import { counter } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';

/**
 * `reconcile` runs every half minute: finds rows past their deadline and publishes their job again.
 * `purge` runs every hour: deletes what is kept for a limited time.
 */
export type UpkeepKind = 'reconcile' | 'purge';

/** Port: what a part of the product does regularly for itself. */
export interface UpkeepTask {
  /** snake_case, unique; in metrics and logs. */
  readonly name: string;
  /**
   * One batch in one transaction; returns how many rows it dealt with. A reconciler moves the deadline of every row that it
   * publishes, so that a row waits in the queue at most once per deadline, and publishes under a job id that is new.
   */
  run(manager: EntityManager): Promise<number>;
}

const rows = counter('upkeep_rows_total', 'Rows that upkeep published again or deleted', ['task']);

/** The list of upkeep tasks. Any module of the worker registers its own in `onModuleInit`. */
@Injectable()
export class MaintenanceService {
  private readonly logger = new Logger(MaintenanceService.name);
  private readonly tasks: { kind: UpkeepKind; task: UpkeepTask }[] = [];

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  register(kind: UpkeepKind, task: UpkeepTask): void {
    this.tasks.push({ kind, task });
  }

  /**
   * Runs all tasks of a kind; one that fails does not keep the others from running.
   * @throws AggregateError with every failure
   */
  async runAll(kind: UpkeepKind, signal?: AbortSignal): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const { task } of this.tasks.filter((entry) => entry.kind === kind)) {
      signal?.throwIfAborted();
      try {
        counts[task.name] = await this.dataSource.transaction((manager) => task.run(manager));
        rows.inc({ task: task.name }, counts[task.name]);
        if (counts[task.name]) this.logger.log(`${kind} ${task.name}: ${counts[task.name]} rows`);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `${kind} failed: ${failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))).join('; ')}`,
      );
    return counts;
  }
}
