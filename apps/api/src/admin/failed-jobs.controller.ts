import { type Actor, CurrentActor, RequireRole } from '@app/auth';
import { jobNotFailed, jobUnknown } from '@app/jobs';
import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Throws } from '../http/throws.decorator';
import { OperatorActionsService } from './operator-actions.service';
import { StartedResponse } from './started.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/jobs')
export class FailedJobsController {
  constructor(private readonly maintenance: OperatorActionsService) {}

  @Post(':id/retry')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Retry a failed job',
    description: 'With all its attempts. The id is that of the queue dashboard, which shows why each job failed.',
  })
  @Throws(jobUnknown, jobNotFailed)
  @ApiAcceptedResponse({ type: StartedResponse })
  async retryJob(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<StartedResponse> {
    await this.maintenance.retryJob(id, actor);
    return { job_id: id };
  }
}
