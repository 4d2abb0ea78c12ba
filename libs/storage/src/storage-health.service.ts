import { AppError, type HealthCheck, type HealthReport } from '@app/core';
import { Injectable } from '@nestjs/common';
import { ObjectStores } from './object-stores';
import type { StorageProvider } from './storage-provider';

/** A remote store is not asked more often, however often we are. */
const KEPT_MS = 5_000;

/** Whether files can be stored: asks every store that new renders or sources go to. */
@Injectable()
export class StorageHealthService implements HealthCheck {
  private last?: { report: Promise<HealthReport>; until: number };

  constructor(private readonly stores: ObjectStores) {}

  check(): Promise<HealthReport> {
    if (!this.last || this.last.until < Date.now()) this.last = { report: this.ask(), until: Date.now() + KEPT_MS };
    return this.last.report;
  }

  private async ask(): Promise<HealthReport> {
    const reports = await Promise.all([...new Set([this.stores.renders, this.stores.sources])].map(reportOf));
    const status =
      (['down', 'degraded', 'ok'] as const).find((one) => reports.some((report) => report.status === one)) ?? 'ok';
    return { status, detail: reports.map(({ detail }) => detail).join('; ') };
  }
}

async function reportOf(store: StorageProvider): Promise<HealthReport> {
  try {
    const remark = await store.check();
    return remark === undefined
      ? { status: 'ok', detail: store.name }
      : { status: 'degraded', detail: `${store.name}: ${remark}` };
  } catch (error) {
    const detail =
      error instanceof AppError
        ? error.message
        : `${store.name}: cannot write (${(error as { code?: string }).code ?? 'no answer'})`;
    return { status: 'down', detail };
  }
}
