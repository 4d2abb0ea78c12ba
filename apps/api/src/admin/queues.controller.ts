import { RequireRole } from '@app/auth';
import { JobListService, QueueMonitorService } from '@app/jobs';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminJobsQuery } from './queues.query';
import { AdminJobListResponse, QueuesResponse } from './queues.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin')
export class QueuesController {
  constructor(
    private readonly monitor: QueueMonitorService,
    private readonly jobs: JobListService,
  ) {}

  @Get('queues')
  @ApiOperation({ summary: 'Get the state of the queues' })
  @ApiOkResponse({ type: QueuesResponse })
  async getQueues(): Promise<QueuesResponse> {
    return QueuesResponse.of(await this.monitor.snapshot());
  }

  @Get('jobs')
  @ApiOperation({
    summary: 'List jobs that failed or do not move',
    description: 'Looks at the newest 1,000 jobs of each queue and state. Failed jobs can be retried.',
  })
  @ApiOkResponse({ type: AdminJobListResponse })
  async listAdminJobs(@Query() { state, ...page }: AdminJobsQuery): Promise<AdminJobListResponse> {
    return AdminJobListResponse.of(await this.jobs.list(state, page));
  }
}
