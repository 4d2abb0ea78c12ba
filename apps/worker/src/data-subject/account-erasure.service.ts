import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** What has to go with an account. */
export interface ErasureStep {
  /** snake_case, unique; in logs. */
  name: string;
  /**
   * What is outside the database: payments, grants at other platforms, stored objects. Done before any row goes, and again after a
   * failure, so it has to find out what is left to do. A failure puts the whole erasure off until it works.
   */
  release?(userId: string, signal: AbortSignal): Promise<unknown>;
  /** Rows, in the one transaction that erases the account. */
  erase?(userId: string, manager: EntityManager): Promise<unknown>;
}

/** The list of everything that goes with an account. Each module of the worker registers its own in `onModuleInit`. */
@Injectable()
export class AccountErasureService {
  private readonly steps: ErasureStep[] = [];

  register(step: ErasureStep): void {
    this.steps.push(step);
  }

  async release(userId: string, signal: AbortSignal): Promise<void> {
    for (const step of this.steps) {
      signal.throwIfAborted();
      await step.release?.(userId, signal);
    }
  }

  async erase(userId: string, manager: EntityManager): Promise<void> {
    for (const step of this.steps) await step.erase?.(userId, manager);
  }
}
