import { join } from 'node:path';
import { BillingModule, billingConfig } from '@app/billing';
import { PACKAGE_ROOT, SafeHttpModule } from '@app/core';
import { MediaModule, MediaProbe } from '@app/media';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EditPlanner } from './edit-planner.service';
import { JobsController } from './jobs.controller';
import { RenderHintsController } from './provider-callbacks.controller';
import { RenderHints } from './provider-callbacks.service';
import { RenderCancellation } from './render-cancellation.service';
import { RenderCreation } from './render-creation.service';
import { RenderFiles } from './render-links.service';
import { RenderPlaces } from './render-places.service';
import { RenderReader } from './render-reader.service';
import { RenderWatcher } from './render-watcher.service';
import { RendersController } from './renders.controller';
import { RendersService } from './renders.service';

const renderProxy = RenderProxyModule.with({
  imports: [MediaModule],
  mediaReader: MediaProbe,
  program: join(PACKAGE_ROOT, 'dist/src/render-process.js'),
});

@Module({
  imports: [BillingModule, SafeHttpModule, StorageModule, renderProxy, ConfigModule.forFeature(billingConfig)],
  controllers: [RendersController, JobsController, RenderHintsController],
  providers: [
    EditPlanner,
    RenderCancellation,
    RenderCreation,
    RenderFiles,
    RenderHints,
    RenderPlaces,
    RenderReader,
    RendersService,
    RenderWatcher,
  ],
  exports: [renderProxy, RendersService, RenderReader, RenderFiles],
})
export class RendersDoorModule {}
