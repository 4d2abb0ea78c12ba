import { type Actor, CurrentActor, RequireRole } from '@app/auth';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { MaintenanceService } from './maintenance.service';
import { StartedResponse } from './started.response';

@ApiTags('Admin')
@RequireRole('admin')
@Controller('api/admin/maintenance')
export class MaintenanceController {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Post('rotate-token-keys')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Seal every stored secret with the newest key',
    description:
      'After a new highest version was added to TOKEN_ENC_KEYS. A job; safe while everything runs, and again.',
  })
  @ApiAcceptedResponse({ type: StartedResponse })
  async rotateTokenKeys(@CurrentActor() actor: Actor): Promise<StartedResponse> {
    return { job_id: await this.maintenance.rotateTokenKeys(actor) };
  }

  @Post('reconcile')
  @HttpCode(202)
  @ApiOperation({ summary: 'Look for stuck work now', description: 'What runs every half minute by itself. A job.' })
  @ApiAcceptedResponse({ type: StartedResponse })
  async startReconciliation(@CurrentActor() actor: Actor): Promise<StartedResponse> {
    return { job_id: await this.maintenance.reconcile(actor) };
  }
}
