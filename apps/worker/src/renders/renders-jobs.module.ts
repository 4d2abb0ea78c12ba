import { BillingModule } from '@app/billing';
import { coreConfig, SafeHttpModule } from '@app/core';
import { JobWorkersModule } from '@app/jobs';
import { NotificationsModule } from '@app/notifications';
import { RenderProxyModule, renderProxyConfig } from '@app/render-proxy';
import { StorageModule, storageConfig } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { CancelRenderHandler } from './cancel-render.handler';
import { EraseRenderHandler } from './erase-render.handler';
import { EraseSegmentsHandler } from './erase-segments.handler';
import { NotifyRenderHandler } from './notify-render.handler';
import { ObserveRenderHandler } from './observe-render.handler';
import { RenderDataSubjectService } from './render-data-subject.service';
import { RenderProgressionService } from './render-progression.service';
import { RenderSettlementService } from './render-settlement.service';
import { RenderTransferService } from './render-transfer.service';
import { RendersMaintenanceService } from './renders-maintenance.service';
import { RunRenderHandler } from './run-render.handler';
import { RunSegmentHandler } from './run-segment.handler';
import { SegmentFilesService } from './segment-files.service';
import { SegmentMonitorService } from './segment-monitor.service';
import { SegmentedRenderService } from './segmented-render.service';
import { ShortRendersService } from './short-renders.service';

@Module({
  imports: [
    JobWorkersModule,
    BillingModule,
    SafeHttpModule,
    StorageModule,
    NotificationsModule,
    RenderProxyModule,
    ConfigModule.forFeature(coreConfig),
    ConfigModule.forFeature(renderProxyConfig),
    ConfigModule.forFeature(storageConfig),
  ],
  providers: [
    RunRenderHandler,
    RunSegmentHandler,
    ObserveRenderHandler,
    CancelRenderHandler,
    NotifyRenderHandler,
    EraseRenderHandler,
    EraseSegmentsHandler,
    RenderProgressionService,
    RenderTransferService,
    RenderSettlementService,
    SegmentedRenderService,
    SegmentFilesService,
    SegmentMonitorService,
    ShortRendersService,
    RendersMaintenanceService,
    RenderDataSubjectService,
  ],
})
export class RendersJobsModule {}
