import { type JobHandler, type JobRun, MaintenanceService, type reconcile, type SystemPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ReconcileHandler implements JobHandler<typeof reconcile> {
  constructor(private readonly maintenance: MaintenanceService) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.maintenance.runAll('reconcile', signal);
  }
}
