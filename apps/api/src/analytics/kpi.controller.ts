import { CurrentPrincipal, RequireScope, type UserPrincipal } from '@app/auth';
import { tierRequired } from '@app/billing';
import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { Throws } from '../http/throws.decorator';
import { AnalyticsExportQuery, KpiSummaryQuery } from './analytics.query';
import { AnalyticsExportResponse, AnalyticsRowResponse } from './analytics-export.response';
import { AnalyticsExportsService } from './analytics-exports.service';
import { KpiSummaryResponse } from './kpi.response';
import { KpiService } from './kpi.service';

const CSV = {
  type: 'string',
  description:
    'A header and one line for each row, with the fields of AnalyticsRowResponse as columns. Lists are separated by spaces. A text that a spreadsheet would run as a formula begins with an apostrophe.',
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('Analytics')
@RequireScope('analytics:read')
@Controller('api/kpi')
export class KpiController {
  constructor(
    private readonly exports: AnalyticsExportsService,
    private readonly kpi: KpiService,
  ) {}

  @Get('summary')
  @ApiOperation({
    summary: 'Get the key figures of a period',
    description:
      'Throughput, reliability, latency, backlog, errors, platforms and quality, with the definition of each figure.',
  })
  @ApiOkResponse({ type: KpiSummaryResponse })
  getKpiSummary(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: KpiSummaryQuery,
  ): Promise<KpiSummaryResponse> {
    return this.kpi.summary(principal, query);
  }

  @Get('raw')
  @Throttle({ default: { limit: 10, ttl: 60_000 } })
  @ApiOperation({
    summary: 'Export the renders and uploads of a period',
    description:
      'The rows that the figures count, newest first, each in its present state. The file is complete if the connection ended without an error.',
  })
  @Throws(tierRequired)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AnalyticsExportResponse) } },
      'application/x-ndjson': { schema: { $ref: getSchemaPath(AnalyticsRowResponse) } },
      'text/csv': { schema: CSV },
      [XLSX]: {
        schema: { type: 'string', format: 'binary', description: 'The same columns as in CSV, as a workbook.' },
      },
    },
  })
  exportAnalytics(
    @CurrentPrincipal() principal: UserPrincipal,
    @Query() query: AnalyticsExportQuery,
  ): Promise<StreamableFile> {
    return this.exports.start(principal, query);
  }
}
