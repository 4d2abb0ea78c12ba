import { HandlesJob, type JobRun, reconcile, type SystemPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { MaintenanceService } from './maintenance.service';

@HandlesJob(reconcile)
@Injectable()
export class ReconcileHandler {
  constructor(private readonly maintenance: MaintenanceService) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.maintenance.runAll('30s', signal);
  }
}
