import { AuthModule } from '@app/auth';
import { BillingModule } from '@app/billing';
import { coreConfig, SafeHttpModule } from '@app/core';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { RendersApiModule } from '../renders/renders-api.module';
import { AssetRemovalService } from '../sources/asset-removal.service';
import { AssetsController } from '../sources/assets.controller';
import { AssetsService } from '../sources/assets.service';
import { DirectSourcesService } from '../sources/direct-sources.service';
import { NewSourceFactory } from '../sources/new-source-factory';
import { SourceReaderService } from '../sources/source-reader.service';
import { SourcesController } from '../sources/sources.controller';
import { SourcesService } from '../sources/sources.service';
import { EditController } from './edit.controller';
import { EditRendersService } from './edit-renders.service';
import { TemplatesController } from './templates.controller';
import { TemplatesService } from './templates.service';

/**
 * Everything that clients of Shotstack need after changing only the host. `stage` equals `v1`: see `create-server.ts`.
 */
@Module({
  imports: [
    AuthModule,
    BillingModule,
    SafeHttpModule,
    StorageModule,
    RendersApiModule,
    ConfigModule.forFeature(coreConfig),
  ],
  controllers: [EditController, TemplatesController, AssetsController, SourcesController],
  providers: [
    AssetRemovalService,
    AssetsService,
    EditRendersService,
    SourcesService,
    NewSourceFactory,
    SourceReaderService,
    TemplatesService,
    DirectSourcesService,
  ],
})
export class ShotstackApiModule {}
