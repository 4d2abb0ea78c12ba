import { UsersService } from '@app/auth';
import { notFound } from '@app/core';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { NotificationSettingsService } from '@app/notifications';
import { PublicationsRepository } from '@app/platforms';
import type { Upload } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** The mail about each end of an upload, with the setting of the owner that decides whether it is sent. */
const MAILS = {
  completed: { template: 'upload_ready', choice: 'completed' },
  partial: { template: 'upload_failed', choice: 'failed' },
  failed: { template: 'upload_failed', choice: 'failed' },
} as const;

/** Mails to owners about the end of uploads that publish nothing. Where there are posts, each has mails of its own. */
@Injectable()
export class UploadMailsService {
  constructor(
    private readonly users: UsersService,
    private readonly settings: NotificationSettingsService,
    private readonly publications: PublicationsRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** In the transaction that ends the upload. */
  async announce(
    { id: uploadId, userId }: Pick<Upload, 'id' | 'userId'>,
    outcome: keyof typeof MAILS,
    manager: EntityManager,
  ): Promise<void> {
    const posts = (await this.publications.ofUploads([uploadId], manager)).get(uploadId) ?? [];
    if (posts.some(({ status }) => status !== 'cancelled')) return;
    const { template, choice } = MAILS[outcome];
    if (!(await this.settings.of(userId, manager)).choices.mail[choice]) return;
    const user = await this.users.get(userId, manager).catch((error: unknown) => {
      if (!notFound.is(error)) throw error;
      return undefined;
    });
    if (user) await this.publisher.publish(sendAccountMail, { template, email: user.email, uploadId }, { manager });
  }
}
