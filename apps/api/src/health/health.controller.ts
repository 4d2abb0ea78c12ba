import { Public } from '@app/auth';
import type { HealthReport } from '@app/core';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { SkipThrottle } from '@nestjs/throttler';
import type { FastifyReply } from 'fastify';
import { HealthReportResponse, HealthResponse } from './health.response';
import { type Health, HealthService } from './health.service';

@Public()
@SkipThrottle()
@ApiTags('Health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get()
  @ApiOperation({
    summary: 'Get the state of every part',
    description: 'Answers 503 only when the database or the queue is down; any other fault makes the state `degraded`.',
  })
  @ApiOkResponse({ type: HealthResponse })
  @ApiServiceUnavailableResponse({ type: HealthResponse })
  async getHealth(@Res({ passthrough: true }) reply: FastifyReply): Promise<Health> {
    const health = await this.health.report();
    reply.status(health.status === 'down' ? 503 : 200);
    return health;
  }

  @Get('live')
  @ApiOperation({
    summary: 'Check that the process responds',
    description: 'Checks nothing else; restart the process when this fails.',
  })
  @ApiOkResponse({ type: HealthReportResponse })
  getLiveness(): HealthReport {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({
    summary: 'Check whether this process should receive requests',
    description:
      'Answers 503 while the process stops, while the database does not answer, and until all migrations have run.',
  })
  @ApiOkResponse({ type: HealthReportResponse })
  @ApiServiceUnavailableResponse({ type: HealthReportResponse })
  async getReadiness(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.health.readiness();
    reply.status(report.status === 'ok' ? 200 : 503);
    return report;
  }
}
