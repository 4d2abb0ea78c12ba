import { StripeInboxService } from '@app/billing';
import { HandlesJob, type JobRun, type SystemPayload, sendOperatorAlerts } from '@app/jobs';
import {
  DiscordAdapter,
  discordWebhookGone,
  type NotificationsConfig,
  notificationNotDelivered,
  notificationsConfig,
  OperatorAlertsRepository,
} from '@app/notifications';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type OperatorProblem, OperatorProblemsService } from './operator-problems.service';

const RED = 0xef4444;
/** Until the same subject is reported again. */
const QUIET_SECONDS = 3_600;
/** After a failure for which Discord names no time. */
const PAUSE_SECONDS = 300;

/**
 * Reports faults to the operators on Discord: one message about all, each subject at most once an hour, and each payment
 * event once. It is marked only after Discord has accepted the message, so that none is lost.
 */
@HandlesJob(sendOperatorAlerts)
@Injectable()
export class SendOperatorAlertsHandler {
  private readonly logger = new Logger('OperatorAlerts');

  constructor(
    private readonly problems: OperatorProblemsService,
    private readonly alerts: OperatorAlertsRepository,
    private readonly payments: StripeInboxService,
    private readonly discord: DiscordAdapter,
    private readonly dataSource: DataSource,
    @Inject(notificationsConfig.KEY) private readonly config: NotificationsConfig,
  ) {}

  async handle(_payload: SystemPayload, { signal }: JobRun): Promise<void> {
    const { ADMIN_DISCORD_WEBHOOK_URL: webhook } = this.config;
    if (webhook === undefined) return;
    const problems = await this.problems.find(signal);
    const subjects = await this.alerts.take(problems.map(({ subject }) => subject));
    if (subjects.length === 0) return;
    const due = problems.filter(({ subject }) => subjects.includes(subject));
    const { isSent, pauseSeconds } = await this.send(webhook, due, signal);
    const events = isSent ? due.flatMap(({ paymentEvents = [] }) => paymentEvents) : [];
    await this.dataSource.transaction(async (manager) => {
      await this.alerts.postpone(subjects, pauseSeconds, manager);
      await this.payments.markReported(events, manager);
    });
  }

  /** `pauseSeconds`: until the problems may be reported again. */
  private async send(
    webhook: string,
    problems: readonly OperatorProblem[],
    signal: AbortSignal,
  ): Promise<{ isSent: boolean; pauseSeconds: number }> {
    const embeds = problems.map(({ title, description }) => ({ title, description, color: RED }));
    try {
      await this.discord.send(webhook, { embeds }, signal);
      return { isSent: true, pauseSeconds: QUIET_SECONDS };
    } catch (error) {
      if (discordWebhookGone.is(error)) {
        this.logger.error('Discord refuses ADMIN_DISCORD_WEBHOOK_URL: the webhook does not exist');
        return { isSent: false, pauseSeconds: QUIET_SECONDS };
      }
      if (!notificationNotDelivered.is(error)) throw error;
      this.logger.warn(`the operators could not be notified: ${error.message}`);
      return { isSent: false, pauseSeconds: error.options.retryAfterSeconds ?? PAUSE_SECONDS };
    }
  }
}
