import { type JobHandler, type JobRun, type reconcile, type SystemPayload, Upkeep } from '@app/jobs';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ReconcileHandler implements JobHandler<typeof reconcile> {
  constructor(private readonly upkeep: Upkeep) {}

  handle(_payload: SystemPayload, { signal }: JobRun): Promise<Record<string, number>> {
    return this.upkeep.runAll('reconcile', signal);
  }
}
