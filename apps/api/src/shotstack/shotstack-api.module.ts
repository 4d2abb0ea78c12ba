import { BillingModule } from '@app/billing';
import { coreConfig, SafeHttpModule } from '@app/core';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RendersDoorModule } from '../renders/renders-api.module';
import { AssetRemoval } from '../sources/asset-removal.service';
import { ServeController } from '../sources/assets.controller';
import { AssetsService } from '../sources/assets.service';
import { UploadsService } from '../sources/direct-sources.service';
import { SourceOrders } from '../sources/new-source-factory';
import { SourceReader } from '../sources/source-reader.service';
import { IngestController } from '../sources/sources.controller';
import { IngestService } from '../sources/sources.service';
import { EditController } from './edit.controller';
import { EditRendersService } from './edit-renders.service';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';

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
