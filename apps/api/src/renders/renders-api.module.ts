import { BillingModule, billingConfig } from '@app/billing';
import { SafeHttpModule } from '@app/core';
import { EditCheckService, RenderProxyModule, renderProxyConfig } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EditPlannerService } from './edit-planner.service';
import { JobsController } from './jobs.controller';
import { ProviderCallbacksController } from './provider-callbacks.controller';
import { ProviderCallbacksService } from './provider-callbacks.service';
import { RenderCancellationService } from './render-cancellation.service';
import { RenderLinksService } from './render-links.service';
import { RenderReaderService } from './render-reader.service';
import { RenderWatcherService } from './render-watcher.service';
import { RendersController } from './renders.controller';
import { RendersService } from './renders.service';

@Module({
  imports: [
    BillingModule,
    SafeHttpModule,
    StorageModule,
    RenderProxyModule,
    ConfigModule.forFeature(billingConfig),
    ConfigModule.forFeature(renderProxyConfig),
  ],
  controllers: [RendersController, JobsController, ProviderCallbacksController],
  providers: [
    EditCheckService,
    EditPlannerService,
    RenderCancellationService,
    RenderLinksService,
    ProviderCallbacksService,
    RenderReaderService,
    RendersService,
    RenderWatcherService,
  ],
  exports: [RenderProxyModule, RendersService, RenderReaderService, RenderLinksService],
})
export class RendersApiModule {}
