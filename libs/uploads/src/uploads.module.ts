import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UploadSettingsRow } from './settings/upload-settings.entity';
import { UploadSettingsService } from './settings/upload-settings.service';
import { uploadsConfig } from './uploads.config';

/** Uploads, their targets, quotas, schedules and captions. */
@Module({
  imports: [ConfigModule.forFeature(uploadsConfig), TypeOrmModule.forFeature([UploadSettingsRow])],
  providers: [UploadSettingsService],
  exports: [UploadSettingsService],
})
export class UploadsModule {}
