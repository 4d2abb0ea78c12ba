import { type Actor, CurrentActor, RequireRole } from '@app/auth';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OperatorActionsService } from './operator-actions.service';
import { StartedResponse } from './started.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: OperatorActionsService) {}

  @Post('rotate-token-keys')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Reseal every stored secret with the newest key',
    description:
      'Use it as soon as the highest version of TOKEN_ENC_KEYS has no `:open` any more. Starts a job, which is safe to run during operation and to repeat.',
  })
  @ApiAcceptedResponse({ type: StartedResponse })
  async rotateTokenKeys(@CurrentActor() actor: Actor): Promise<StartedResponse> {
    return { job_id: await this.maintenance.rotateTokenKeys(actor) };
  }

  @Post('reconcile')
  @HttpCode(202)
  @ApiOperation({ summary: 'Run reconciliation now', description: 'Starts the job that runs every 30 seconds anyway.' })
  @ApiAcceptedResponse({ type: StartedResponse })
  async startReconciliation(@CurrentActor() actor: Actor): Promise<StartedResponse> {
    return { job_id: await this.maintenance.reconcile(actor) };
  }
}
