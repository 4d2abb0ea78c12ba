import { Public } from '@app/auth';
import { metricsRegistry } from '@app/core';
import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MetricsKeyGuard } from './metrics-key.guard';

/** For Prometheus, which knows bearer tokens; the same numbers are on `METRICS_PORT` without a key. */
@Public()
@UseGuards(MetricsKeyGuard)
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('Content-Type', metricsRegistry.contentType)
  metrics(): Promise<string> {
    return metricsRegistry.metrics();
  }
}
