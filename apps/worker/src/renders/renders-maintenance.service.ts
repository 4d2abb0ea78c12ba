import { eraseRender, JobPublisherService, MaintenanceService, observeRender, runRender } from '@app/jobs';
import { type OverdueRender, RenderLeasesRepository } from '@app/render-proxy';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** While a job for the same state of a render waits in the queue, another one is not needed; after this it may have got lost. */
const SAME_JOB_MS = 600_000;

/** Brings back renders whose job got lost, and deletes files that have had their time. */
@Injectable()
export class RendersMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly leases: RenderLeasesRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('reconcile', {
      name: 'renders',
      run: async (manager) => {
        const overdue = await this.leases.takeOverdue(manager);
        for (const render of overdue) {
          const contract = render.providerRenderId ? observeRender : runRender;
          await this.publisher.publish(
            contract,
            { renderId: render.id },
            { manager, jobId: jobIdOf(contract.name, render) },
          );
        }
        return overdue.length;
      },
    });
    this.maintenance.register('purge', {
      name: 'renders',
      run: async (manager) => {
        const expired = await this.leases.takeExpired(manager);
        for (const renderId of expired) await this.publisher.publishAgain(eraseRender, { renderId }, manager);
        return expired.length;
      },
    });
  }
}

const jobIdOf = (name: string, { id, epoch }: OverdueRender) =>
  `${name}-${id}-${epoch}-${Math.floor(Date.now() / SAME_JOB_MS)}`;
