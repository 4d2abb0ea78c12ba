import { HandlesJob, hourly, type JobRun, type SystemPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { MaintenanceService } from './maintenance.service';

@HandlesJob(hourly)
@Injectable()
export class HourlyHandler {
  constructor(private readonly maintenance: MaintenanceService) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.maintenance.runAll('1h', signal);
  }
}
