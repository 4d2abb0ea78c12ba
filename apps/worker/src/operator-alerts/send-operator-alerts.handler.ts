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
import { type OperatorProblem, OperatorProblemsService } from './operator-problems.service';

const RED = 0xef4444;
/** Until the same subject is reported again. */
const QUIET_SECONDS = 3_600;
/** After a failure for which Discord names no time. */
const PAUSE_SECONDS = 300;

/** Reports faults to the operators on Discord: one message about all, each subject at most once an hour. */
@HandlesJob(sendOperatorAlerts)
@Injectable()
export class SendOperatorAlertsHandler {
  private readonly logger = new Logger('OperatorAlerts');

  constructor(
    private readonly problems: OperatorProblemsService,
    private readonly alerts: OperatorAlertsRepository,
    private readonly discord: DiscordAdapter,
    @Inject(notificationsConfig.KEY) private readonly config: NotificationsConfig,
  ) {}

  async handle(_payload: SystemPayload, { signal }: JobRun): Promise<void> {
    const { ADMIN_DISCORD_WEBHOOK_URL: webhook } = this.config;
    if (webhook === undefined) return;
    const problems = await this.problems.find(signal);
    const subjects = await this.alerts.take(problems.map(({ subject }) => subject));
    if (subjects.length === 0) return;
    const due = problems.filter(({ subject }) => subjects.includes(subject));
    await this.alerts.postpone(subjects, await this.send(webhook, due, signal));
  }

  /** @returns seconds until the problems may be reported again */
  private async send(webhook: string, problems: readonly OperatorProblem[], signal: AbortSignal): Promise<number> {
    const embeds = problems.map(({ title, description }) => ({ title, description, color: RED }));
    try {
      await this.discord.send(webhook, { embeds }, signal);
      return QUIET_SECONDS;
    } catch (error) {
      if (discordWebhookGone.is(error)) {
        this.logger.error('Discord refuses ADMIN_DISCORD_WEBHOOK_URL: the webhook does not exist');
        return QUIET_SECONDS;
      }
      if (!notificationNotDelivered.is(error)) throw error;
      this.logger.warn(`the operators could not be notified: ${error.message}`);
      return error.options.retryAfterSeconds ?? PAUSE_SECONDS;
    }
  }
}
