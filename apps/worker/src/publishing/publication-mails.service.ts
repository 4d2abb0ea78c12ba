import { UsersService } from '@app/auth';
import { notFound } from '@app/core';
import type { AccountMailPayloadOf } from '@app/jobs';
import { NotificationSettingsService } from '@app/notifications';
import type { Publication } from '@app/platforms';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

type PostMail = AccountMailPayloadOf<'post_published' | 'post_failed' | 'post_unconfirmed'>;

/** The setting of the owner that decides whether each mail is sent. */
const CHOICES = { post_published: 'completed', post_failed: 'failed', post_unconfirmed: 'failed' } as const;

/** Mails to owners about the end of their posts. */
@Injectable()
export class PublicationMailsService {
  constructor(
    private readonly users: UsersService,
    private readonly settings: NotificationSettingsService,
  ) {}

  /**
   * The mail to send in the transaction that ends the post; undefined when its owner wants none, or is gone.
   * @param manager of the transaction, once it has begun: it has a connection already
   */
  async prepare(
    { id: publicationId, userId }: Publication,
    template: keyof typeof CHOICES,
    manager?: EntityManager,
  ): Promise<PostMail | undefined> {
    const { choices } = await this.settings.of(userId, manager);
    if (!choices.mail[CHOICES[template]]) return undefined;
    const user = await this.users.get(userId, manager).catch((error: unknown) => {
      if (!notFound.is(error)) throw error;
      return undefined;
    });
    return user && { template, email: user.email, publicationId };
  }
}
