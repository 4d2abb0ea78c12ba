import { join } from 'node:path';
import { BillingModule } from '@app/billing';
import { coreConfig, PACKAGE_ROOT, SafeHttpModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { MediaModule, MediaProbe } from '@app/media';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { PersonalDataModule } from '../data-subject/data-subject-jobs.module';
import { CancelRenderHandler } from './cancel-render.handler';
import { EraseRenderHandler } from './erase-render.handler';
import { NotifyRenderHandler } from './notify-render.handler';
import { ObserveRenderHandler } from './observe-render.handler';
import { RenderRecords } from './render-data-subject.service';
import { RenderSteps } from './render-progression.service';
import { RenderOrders } from './render-request-builder';
import { RenderEndings } from './render-settlement.service';
import { RenderSubmitter } from './render-submitter.service';
import { RenderTransfer } from './render-transfer.service';
import { RenderUpdatesProcessor } from './render-updates.processor';
import { RendersProcessor } from './renders.processor';
import { RendersUpkeep } from './renders-maintenance.service';
import { RunRenderHandler } from './run-render.handler';

const renderProxy = RenderProxyModule.with({
  imports: [MediaModule],
  mediaReader: MediaProbe,
  program: join(PACKAGE_ROOT, 'dist/src/render-process.js'),
});

@Module({
  imports: [
    JobWorkersModule,
    BillingModule,
    SafeHttpModule,
    StorageModule,
    PersonalDataModule,
    renderProxy,
    ConfigModule.forFeature(coreConfig),
  ],
  providers: [
    RunRenderHandler,
    ObserveRenderHandler,
    CancelRenderHandler,
    NotifyRenderHandler,
    EraseRenderHandler,
    RenderOrders,
    RenderSubmitter,
    RenderSteps,
    RenderTransfer,
    RenderEndings,
    RendersProcessor,
    RenderUpdatesProcessor,
    RendersUpkeep,
    RenderRecords,
  ],
  exports: [renderProxy],
})
export class RenderJobsModule {}
