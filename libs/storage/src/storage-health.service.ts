import { AppError, type HealthCheck, type HealthReport } from '@app/core';
import { Injectable } from '@nestjs/common';
import { ObjectStores } from './object-stores';
import type { StorageProvider } from './storage-provider';
import { StoreMarkersService } from './store-markers.service';

/** Milliseconds between two checks of a remote store, however often callers poll. */
const KEPT_MS = 5_000;

const SEPARATE =
  'this process cannot find what other processes store; API and workers need the same DATA_DIR or a bucket, otherwise videos cannot be fetched';

/**
 * Whether files can be stored: checks every store that receives new renders or sources, and whether it takes the marker
 * of this process.
 */
@Injectable()
export class StorageHealthService implements HealthCheck {
  private last?: { report: Promise<HealthReport>; until: number };

  constructor(
    private readonly stores: ObjectStores,
    private readonly markers: StoreMarkersService,
  ) {}

  check(): Promise<HealthReport> {
    if (!this.last || this.last.until < Date.now()) this.last = { report: this.ask(), until: Date.now() + KEPT_MS };
    return this.last.report;
  }

  private async ask(): Promise<HealthReport> {
    const reports = await Promise.all(
      [...new Set([this.stores.renders, this.stores.sources])].map((store) => this.reportOf(store)),
    );
    const status =
      (['down', 'degraded', 'ok'] as const).find((one) => reports.some((report) => report.status === one)) ?? 'ok';
    return { status, detail: reports.map(({ detail }) => detail).join('; ') };
  }

  private async reportOf(store: StorageProvider): Promise<HealthReport> {
    try {
      const remark = await store.check();
      const fault = this.markers.faultOf(store);
      if (fault) return { status: 'down', detail: `${detailOf(fault, store)} Nothing can be written to it.` };
      if ((await this.markers.countUnreadable(store)) > 0)
        return { status: 'down', detail: `${store.name}: ${SEPARATE}` };
      return remark === undefined
        ? { status: 'ok', detail: store.name }
        : { status: 'degraded', detail: `${store.name}: ${remark}` };
    } catch (error) {
      return { status: 'down', detail: detailOf(error, store) };
    }
  }
}

const detailOf = (error: unknown, { name }: StorageProvider): string =>
  error instanceof AppError
    ? error.message
    : `${name}: cannot write (${(error as { code?: string }).code ?? 'no answer'}).`;
