import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import { type DataSubjectSource, dataSubjectSources } from './sources';

/** Exports and erases accounts, following the list in `sources.ts`. */
@Injectable()
export class DataSubjectService implements OnModuleInit {
  private readonly logger = new Logger('Accounts');
  private sources: readonly DataSubjectSource[] = [];

  constructor(private readonly modules: ModuleRef) {}

  /** The worker does not start when a service that a source needs is missing. */
  onModuleInit(): void {
    this.sources = dataSubjectSources((service) => this.modules.get(service, { strict: false }));
  }

  /** The archive as JSON, row by row: what an account stores may be larger than this process's memory. */
  async *archive(userId: string): AsyncGenerator<string> {
    yield `{\n"account_id": ${JSON.stringify(userId)},\n"created_at": ${JSON.stringify(new Date().toISOString())}`;
    for (const { name, read } of this.sources) {
      yield `,\n${JSON.stringify(name)}: {`;
      let comma = '';
      for (const [section, rows] of Object.entries(await read(userId))) {
        yield `${comma}\n  ${JSON.stringify(section)}: [`;
        yield* listed(rows);
        yield ']';
        comma = ',';
      }
      yield '\n}';
    }
    yield '\n}\n';
  }

  /**
   * First half of an erasure: everything outside the database. May be repeated. A source that cannot be stopped or
   * released yet does not keep the others waiting.
   * @throws the first error of a source
   */
  async release(userId: string, signal: AbortSignal): Promise<void> {
    const errors: unknown[] = [];
    const attempt = (source: string, work?: Promise<unknown>) =>
      work?.catch((error: unknown) => {
        this.logger.warn('a part of an account cannot be erased yet', { source, account: userId, err: error });
        errors.push(error);
      });
    for (const { name, stop } of this.sources) await attempt(name, stop?.(userId));
    for (const { name, release } of this.sources) {
      signal.throwIfAborted();
      await attempt(name, release?.(userId, signal));
    }
    if (errors.length > 0) throw errors[0];
  }

  /** Second half: the rows. */
  async erase(userId: string, manager: EntityManager): Promise<void> {
    for (const { erase } of this.sources) await erase(userId, manager);
  }
}

async function* listed(rows: Iterable<object> | AsyncIterable<object>): AsyncGenerator<string> {
  let comma = '';
  for await (const row of rows) {
    yield `${comma}\n    ${JSON.stringify(row)}`;
    comma = ',';
  }
}
