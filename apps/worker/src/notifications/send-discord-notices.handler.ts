import { UsersService } from '@app/auth';
import { EntitlementsService } from '@app/billing';
import { type CoreConfig, coreConfig } from '@app/core';
import {
  type DiscordAccountPayload,
  HandlesJob,
  JobPublisherService,
  type JobRun,
  sendAccountMail,
  sendDiscordNotices,
} from '@app/jobs';
import {
  DiscordAdapter,
  type DiscordNotice,
  DiscordNoticesRepository,
  discordWebhookGone,
  isAdvancedAlert,
  NotificationSettingsService,
  notificationNotDelivered,
} from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { discordMessage } from './discord-message';
import { EventSubjectsService } from './event-subjects.service';

const MOST_IN_A_MESSAGE = 100;
const ACCOUNTS_A_RUN = 200;
/** After a failure for which Discord names no time. */
const PAUSE_SECONDS = 300;

/** Reports events on Discord: what happened since the last message of an account is one message. */
@HandlesJob(sendDiscordNotices)
@Injectable()
export class SendDiscordNoticesHandler {
  constructor(
    private readonly notices: DiscordNoticesRepository,
    private readonly settings: NotificationSettingsService,
    private readonly entitlements: EntitlementsService,
    private readonly subjects: EventSubjectsService,
    private readonly discord: DiscordAdapter,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
    private readonly dataSource: DataSource,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  /** Starts a job for each account with notices. Returns their number. */
  async startDue(manager: EntityManager): Promise<number> {
    const due = await this.notices.takeDue(ACCOUNTS_A_RUN, manager);
    for (const ownerId of due) await this.publisher.publish(sendDiscordNotices, { ownerId }, { manager });
    return due.length;
  }

  async handle({ ownerId }: DiscordAccountPayload, { signal }: JobRun): Promise<void> {
    const [{ discordWebhook }, { features }] = await Promise.all([
      this.settings.of(ownerId),
      this.entitlements.of(ownerId),
    ]);
    if (discordWebhook === null || !features.has('discord_alerts')) return this.notices.discard(ownerId);
    const notices = await this.notices.take(ownerId, MOST_IN_A_MESSAGE);
    const ids = notices.map(({ id }) => id);
    const isAllowed = features.has('advanced_alerts')
      ? () => true
      : ({ type }: DiscordNotice) => !isAdvancedAlert(type);
    const found = await this.subjects.of(notices.filter(isAllowed));
    const subjects = found.filter((subject) => subject !== undefined);
    if (subjects.length === 0) return this.notices.finish(ownerId, ids);
    try {
      const message = discordMessage(subjects, subjects.length, this.config.frontendUrl);
      await this.discord.send(discordWebhook, message, signal);
    } catch (error) {
      if (discordWebhookGone.is(error)) return this.disable(ownerId, discordWebhook);
      if (!notificationNotDelivered.is(error)) throw error;
      return this.notices.postpone(ownerId, ids, error.options.retryAfterSeconds ?? PAUSE_SECONDS);
    }
    await this.notices.finish(ownerId, ids);
  }

  /** Unless the owner has saved another webhook in the meantime. */
  private async disable(ownerId: string, gone: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      if (!(await this.settings.removeDiscordWebhook(ownerId, gone, manager))) return;
      await this.notices.discard(ownerId, manager);
      const { email } = await this.users.get(ownerId, manager);
      await this.publisher.publish(sendAccountMail, { template: 'discord_disabled', email }, { manager });
    });
  }
}
