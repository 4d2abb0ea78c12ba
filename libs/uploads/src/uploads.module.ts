import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { uploadsConfig } from './uploads.config';

/** Uploads, their targets, quotas, schedules and captions. */
@Module({ imports: [ConfigModule.forFeature(uploadsConfig)] })
export class UploadsModule {}
