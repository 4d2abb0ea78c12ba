import { type JobHandler, type JobRun, MaintenanceService, type purge, type SystemPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@Injectable()
export class PurgeHandler implements JobHandler<typeof purge> {
  constructor(private readonly maintenance: MaintenanceService) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.maintenance.runAll('purge', signal);
  }
}
