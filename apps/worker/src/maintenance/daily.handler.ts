import { daily, HandlesJob, type JobRun, type SystemPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { MaintenanceService } from './maintenance.service';

@HandlesJob(daily)
@Injectable()
export class DailyHandler {
  constructor(private readonly maintenance: MaintenanceService) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.maintenance.runAll('1d', signal);
  }
}
