import { Public } from '@app/auth';
import { metricsRegistry } from '@app/core';
import { Controller, Get, Header, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { MetricsKeyGuard } from './metrics-key.guard';

/** For Prometheus, which supports bearer tokens; `METRICS_PORT` has the same numbers, for `METRICS_TOKEN`. */
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
