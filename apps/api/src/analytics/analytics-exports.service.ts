import { Readable } from 'node:stream';
import type { UserPrincipal } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { CallerTurns } from '@app/core';
import { AnalyticsExportRepository, type ExportedRow } from '@app/insights';
import { Injectable, StreamableFile } from '@nestjs/common';
import { type AnalyticsExportQuery, filterOf } from './analytics.query';
import { type CoveredPeriod, periodResponse } from './analytics.response';
import { ANALYTICS_COLUMNS, AnalyticsRowResponse } from './analytics-export.response';
import { AnalyticsPeriodService } from './analytics-period.service';
import { toCsv, toJson, toNdjson, toXlsx } from './export-formats';

type ExportFormat = AnalyticsExportQuery['format'];
const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The rows behind the figures of an account, streamed: the client's pace decides when the next batch is read. */
@Injectable()
export class AnalyticsExportsService {
  /** One account reads one batch at a time, however many exports it has running. */
  private readonly turns = new CallerTurns({
    concurrent: 2,
    concurrentPerCaller: 1,
    waitingPerCaller: 100,
    waitingSizePerCaller: 100,
  });

  constructor(
    private readonly exports: AnalyticsExportRepository,
    private readonly periods: AnalyticsPeriodService,
    private readonly entitlements: EntitlementsService,
  ) {}

  /** @throws tier_required */
  async start({ ownerId, scopes }: UserPrincipal, query: AnalyticsExportQuery): Promise<StreamableFile> {
    await this.entitlements.requireFeature(ownerId, 'exports');
    const { format, type, status } = query;
    const period = await this.periods.of(ownerId, query);
    const batches = this.exports.batches(ownerId, period, { type, status, ...filterOf(query) });
    const rows = this.rows(ownerId, batches, scopes.includes('uploads:read'));
    return new StreamableFile(Readable.from(written(format, period, rows), { objectMode: false }), {
      type: CONTENT_TYPES[format],
      disposition: `attachment; filename="reelway-${period.from}-to-${period.to}.${format}"`,
    });
  }

  private async *rows(
    ownerId: string,
    batches: AsyncGenerator<ExportedRow[], void>,
    mayReadUploads: boolean,
  ): AsyncGenerator<AnalyticsRowResponse[]> {
    for (;;) {
      const batch = await this.turns.take(ownerId, 1, () => batches.next());
      if (batch.done) return;
      yield batch.value.map((row) => AnalyticsRowResponse.of(row, mayReadUploads));
    }
  }
}

function written(
  format: ExportFormat,
  period: CoveredPeriod,
  rows: AsyncIterable<AnalyticsRowResponse[]>,
): AsyncGenerator<string | Uint8Array> {
  if (format === 'xlsx') return toXlsx(ANALYTICS_COLUMNS, rows);
  if (format === 'csv') return toCsv(ANALYTICS_COLUMNS, rows);
  return format === 'ndjson' ? toNdjson(rows) : toJson({ period: periodResponse(period) }, rows);
}
