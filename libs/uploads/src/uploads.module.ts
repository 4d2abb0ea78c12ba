import { ConfigurationError, provideFirstConfigured, providerConfigurations } from '@app/core';
import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ReviewLinksRepository } from './approvals/review-links.repository';
import { UploadApprovalsRepository } from './approvals/upload-approvals.repository';
import { CaptionGenerator } from './captions/caption-generator';
import { HudPreviewService } from './preview/hud-preview.service';
import { captionProviders } from './providers';
import { UploadSettingsRow } from './settings/upload-settings.entity';
import { UploadSettingsService } from './settings/upload-settings.service';
import { DeletedUploadsRepository } from './uploads/deleted-uploads.repository';
import { Upload, UploadTarget } from './uploads/upload.entity';
import { UploadDataSubjectRepository } from './uploads/upload-data-subject.repository';
import { UploadLeasesRepository } from './uploads/upload-leases.repository';
import { UploadPublishingRepository } from './uploads/upload-publishing.repository';
import { UploadTracksRepository } from './uploads/upload-tracks.repository';
import { UploadTurnsRepository } from './uploads/upload-turns.repository';
import { UploadsRepository } from './uploads/uploads.repository';
import { uploadsConfig } from './uploads.config';

/** @throws ConfigurationError always */
function withoutGenerator(): never {
  throw new ConfigurationError(['there is no caption generator']);
}

/** Uploads, their targets, settings and captions. */
@Module({
  imports: [
    ConfigModule.forFeature(uploadsConfig),
    ...providerConfigurations(captionProviders),
    TypeOrmModule.forFeature([Upload, UploadTarget, UploadSettingsRow]),
  ],
  providers: [
    ...provideFirstConfigured<CaptionGenerator>(CaptionGenerator, captionProviders, withoutGenerator),
    DeletedUploadsRepository,
    HudPreviewService,
    ReviewLinksRepository,
    UploadApprovalsRepository,
    UploadDataSubjectRepository,
    UploadLeasesRepository,
    UploadPublishingRepository,
    UploadSettingsService,
    UploadTracksRepository,
    UploadTurnsRepository,
    UploadsRepository,
  ],
  exports: [
    CaptionGenerator,
    DeletedUploadsRepository,
    HudPreviewService,
    ReviewLinksRepository,
    UploadApprovalsRepository,
    UploadDataSubjectRepository,
    UploadLeasesRepository,
    UploadPublishingRepository,
    UploadSettingsService,
    UploadTracksRepository,
    UploadTurnsRepository,
    UploadsRepository,
    ConfigModule,
  ],
})
export class UploadsModule {}
