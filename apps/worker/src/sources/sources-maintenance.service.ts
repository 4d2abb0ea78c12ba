import { eraseSource, ingestSource, JobPublisherService, MaintenanceService } from '@app/jobs';
import { SourceLeasesRepository } from '@app/render-proxy';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Brings back sources whose job got lost; forgets uploads that never came. */
@Injectable()
export class SourcesMaintenanceService implements OnModuleInit {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly leases: SourceLeasesRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  onModuleInit(): void {
    this.maintenance.register('reconcile', {
      name: 'ingest_sources',
      run: async (manager) => {
        const overdue = await this.leases.takeOverdue(manager);
        for (const { id, status } of overdue) {
          await this.publisher.publishAgain(
            status === 'deleted' ? eraseSource : ingestSource,
            { sourceId: id },
            manager,
          );
        }
        return overdue.length;
      },
    });
    this.maintenance.register('purge', {
      name: 'ingest_uploads',
      run: (manager) => this.leases.abandonUploads(manager),
    });
  }
}
