import { SafeHttpModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { MediaModule } from '@app/media';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { RenderJobsModule } from '../renders/renders-jobs.module';
import { EraseSourceHandler } from './erase-source.handler';
import { IngestProcessor } from './ingest.processor';
import { IngestSourceHandler } from './ingest-source.handler';
import { IngestUpdatesProcessor } from './ingest-updates.processor';
import { NotifySourceHandler } from './notify-source.handler';
import { RenditionMaker } from './rendition-maker.service';
import { SourceImporter } from './source-importer.service';
import { IngestSteps } from './source-progression.service';
import { IngestUpkeep } from './sources-maintenance.service';

@Module({
  imports: [JobWorkersModule, SafeHttpModule, StorageModule, MediaModule, RenderJobsModule],
  providers: [
    IngestSourceHandler,
    SourceImporter,
    IngestSteps,
    RenditionMaker,
    NotifySourceHandler,
    EraseSourceHandler,
    IngestProcessor,
    IngestUpdatesProcessor,
    IngestUpkeep,
  ],
})
export class IngestJobsModule {}
