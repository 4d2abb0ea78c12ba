import { AuthModule } from '@app/auth';
import { coreConfig, SafeHttpModule } from '@app/core';
import { RenderProxyModule } from '@app/render-proxy';
import { StorageModule } from '@app/storage';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AssetRemovalService } from './asset-removal.service';
import { AssetsController } from './assets.controller';
import { AssetsService } from './assets.service';
import { DirectSourcesService } from './direct-sources.service';
import { NewSourceFactory } from './new-source-factory';
import { SourceReaderService } from './source-reader.service';
import { SourcesController } from './sources.controller';
import { SourcesService } from './sources.service';

/** Sources, and the files of renders as assets, under the paths of Shotstack's ingest and serve APIs. */
@Module({
  imports: [AuthModule, SafeHttpModule, StorageModule, RenderProxyModule, ConfigModule.forFeature(coreConfig)],
  controllers: [AssetsController, SourcesController],
  providers: [
    AssetRemovalService,
    AssetsService,
    DirectSourcesService,
    NewSourceFactory,
    SourceReaderService,
    SourcesService,
  ],
})
export class SourcesApiModule {}
