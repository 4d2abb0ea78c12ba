import type { UserPrincipal } from '@app/auth';
import { type InputFault, invalidInput } from '@app/core';
import { AccountEventsRepository } from '@app/notifications';
import { PlatformAdapters, PublicationsRepository } from '@app/platforms';
import {
  type Upload,
  type UploadPlatform,
  UploadSettingsService,
  UploadsRepository,
  type UploadTexts,
  uploadStateConflict,
} from '@app/uploads';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { overrideFaults } from '../http/post-overrides.dto';
import { tagsOn } from './post-tags';
import { UploadReaderService } from './upload-reader.service';

/** Changes the texts of uploads, which their posts take unless they have their own. */
@Injectable()
export class UploadTextsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: UploadReaderService,
    private readonly uploads: UploadsRepository,
    private readonly publications: PublicationsRepository,
    private readonly adapters: PlatformAdapters,
    private readonly settings: UploadSettingsService,
    private readonly events: AccountEventsRepository,
  ) {}

  /** @throws not_found; invalid_input for what a platform refuses; upload_state_conflict once the work has begun */
  async change(principal: UserPrincipal, id: string, texts: UploadTexts): Promise<Upload> {
    const upload = await this.reader.find(principal, id);
    const errors = await this.faultsOf(upload, texts);
    if (errors.length > 0) throw invalidInput(undefined, { errors });
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.uploads.describe(upload, { ...texts, authorId: principal.userId }, manager)))
        throw uploadStateConflict('The work on the upload has begun.');
      await this.events.record(upload.userId, [{ type: 'upload.updated', data: { id } }], manager);
    });
    return this.reader.find(principal, id);
  }

  /** What the platforms would refuse of the posts because of these texts. */
  private async faultsOf(upload: Upload, texts: UploadTexts): Promise<InputFault[]> {
    const { privacy = upload.privacy, caption = upload.caption, hashtags = upload.hashtags } = texts;
    const isChanged = {
      privacy: texts.privacy !== undefined,
      tags: texts.hashtags !== undefined || texts.caption !== undefined,
    };
    const paths = { privacy: 'privacy', tags: texts.hashtags ? 'hashtags' : 'caption' };
    const [settings, posts] = await Promise.all([
      this.settings.of(upload.userId),
      this.publications.ofUploads([upload.id]),
    ]);
    return (posts.get(upload.id) ?? []).flatMap(({ platform, accountName, overrides, status }) => {
      const isKnown = status === 'pending' && this.adapters.isConfigured(platform);
      const publisher = isKnown ? this.adapters.named(platform).publisher : undefined;
      if (!publisher) return [];
      const planned = { tags: tagsOn(platform as UploadPlatform, { caption, hashtags }, settings), privacy };
      return overrideFaults(publisher, { overrides, texts: planned, needsApproval: false }, (choice) => choice).flatMap(
        ({ path, code, message }) => {
          if (path !== 'privacy' && path !== 'tags') return [];
          const of = `the account ${accountName} on ${platform}`;
          return isChanged[path] ? [{ path: paths[path], code, message: `${message} (${of})` }] : [];
        },
      );
    });
  }
}
