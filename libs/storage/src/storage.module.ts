import { coreConfig } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { StorageHealth } from './storage-health.service';
import { storageConfig } from './storage.config';

/** Where files are kept. */
@Module({
  imports: [ConfigModule.forFeature(coreConfig), ConfigModule.forFeature(storageConfig)],
  providers: [StorageHealth],
  exports: [StorageHealth],
})
export class StorageModule {}
