import { BillingModule } from '@app/billing';
import { coreConfig, SafeHttpModule } from '@app/core';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RendersDoorModule } from '../renders/renders-door.module';
import { AssetRemoval } from './asset-removal.service';
import { AssetsService } from './assets.service';
import { EditController } from './edit.controller';
import { EditRendersService } from './edit-renders.service';
import { IngestController } from './ingest.controller';
import { IngestService } from './ingest.service';
import { ServeController } from './serve.controller';
import { SourceOrders } from './source-orders.service';
import { SourceReader } from './source-reader.service';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';
import { UploadsService } from './uploads.service';

/** What clients of Shotstack find here after changing nothing but the host. `stage` is the same as `v1`: see `shotstack-paths.ts`. */
@Module({
  imports: [BillingModule, SafeHttpModule, StorageModule, RendersDoorModule, ConfigModule.forFeature(coreConfig)],
  controllers: [EditController, TemplatesController, ServeController, IngestController],
  providers: [
    AssetRemoval,
    AssetsService,
    EditRendersService,
    IngestService,
    SourceOrders,
    SourceReader,
    TemplatesService,
    UploadsService,
  ],
})
export class ShotstackDoorModule {}
