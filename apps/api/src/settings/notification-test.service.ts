import { emailNotVerified, type SessionPrincipal, UsersService } from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { channelNotSet, DiscordAdapter, NotificationSettingsService } from '@app/notifications';
import { Injectable } from '@nestjs/common';
import type { NotificationTestResponse } from './settings.response';

/** Sends a real notification, so that users can see whether it arrives. */
@Injectable()
export class NotificationTestService {
  constructor(
    private readonly users: UsersService,
    private readonly settings: NotificationSettingsService,
    private readonly discord: DiscordAdapter,
    private readonly publisher: JobPublisherService,
  ) {}

  /** @throws email_not_verified, channel_not_set, discord_webhook_gone, notification_not_delivered */
  async send({ userId, ownerId }: SessionPrincipal, channel: 'discord' | 'mail'): Promise<NotificationTestResponse> {
    if (channel === 'mail') {
      const { email, emailVerifiedAt } = await this.users.get(userId);
      if (!emailVerifiedAt) throw emailNotVerified();
      await this.publisher.publish(sendAccountMail, { template: 'notification_test', email });
      return { status: 'queued', channel };
    }
    const { discordWebhook } = await this.settings.of(ownerId);
    if (discordWebhook === null) throw channelNotSet('The settings contain no discord_webhook.');
    await this.discord.send(discordWebhook, {
      content: 'This is a test from Reelway. Messages about your uploads will arrive here.',
    });
    return { status: 'sent', channel };
  }
}
