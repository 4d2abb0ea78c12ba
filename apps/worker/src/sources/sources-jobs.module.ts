import { SafeHttpModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { MediaModule } from '@app/media';
import { NotificationsModule } from '@app/notifications';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { EraseSourceHandler } from './erase-source.handler';
import { IngestSourceHandler } from './ingest-source.handler';
import { NotifySourceHandler } from './notify-source.handler';
import { RenditionMakerService } from './rendition-maker.service';
import { SourceImporterService } from './source-importer.service';
import { SourceProgressionService } from './source-progression.service';
import { SourcesMaintenanceService } from './sources-maintenance.service';

@Module({
  imports: [JobWorkersModule, SafeHttpModule, StorageModule, NotificationsModule, MediaModule, RenderProxyModule],
  providers: [
    IngestSourceHandler,
    SourceImporterService,
    SourceProgressionService,
    RenditionMakerService,
    NotifySourceHandler,
    EraseSourceHandler,
    SourcesMaintenanceService,
  ],
})
export class SourcesJobsModule {}
