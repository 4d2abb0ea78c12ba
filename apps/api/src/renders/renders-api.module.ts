import { AuthModule } from '@app/auth';
import { BillingModule, billingConfig } from '@app/billing';
import { SafeHttpModule } from '@app/core';
import { NotificationsModule } from '@app/notifications';
import { EditCheckService, RenderProxyModule, RendersRepository } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { EventStreamsModule } from '../http/event-streams.module';
import { RowWatcher } from '../http/row-watcher';
import { EditPlannerService } from './edit-planner.service';
import { JobsController } from './jobs.controller';
import { PreviewsController } from './previews.controller';
import { ProviderCallbacksController } from './provider-callbacks.controller';
import { ProviderCallbacksService } from './provider-callbacks.service';
import { RenderCancellationService } from './render-cancellation.service';
import { RenderDeletionService } from './render-deletion.service';
import { RenderEventsService } from './render-events.service';
import { RenderLinksService } from './render-links.service';
import { RenderReaderService } from './render-reader.service';
import { RENDER_WATCHER, type RenderWatcher } from './render-watcher';
import { RendersController } from './renders.controller';
import { RendersService } from './renders.service';

@Module({
  imports: [
    AuthModule,
    BillingModule,
    EventStreamsModule,
    NotificationsModule,
    SafeHttpModule,
    StorageModule,
    RenderProxyModule,
    ConfigModule.forFeature(billingConfig),
  ],
  controllers: [RendersController, PreviewsController, JobsController, ProviderCallbacksController],
  providers: [
    EditPlannerService,
    RenderCancellationService,
    RenderDeletionService,
    RenderLinksService,
    ProviderCallbacksService,
    RenderEventsService,
    RenderReaderService,
    RendersService,
    {
      provide: RENDER_WATCHER,
      inject: [RendersRepository],
      useFactory: (renders: RendersRepository): RenderWatcher => new RowWatcher((ids) => renders.some(ids)),
    },
  ],
  exports: [RenderProxyModule, RendersService, RenderReaderService, RenderLinksService],
})
export class RendersApiModule implements OnApplicationBootstrap {
  constructor(private readonly checks: EditCheckService) {}

  /** Every request with an edit needs a checking thread. */
  onApplicationBootstrap(): void {
    this.checks.warmUp();
  }
}
