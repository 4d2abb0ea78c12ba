import { EmailChangeService, hasMailbox } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { type AccountMailPayload, HandlesJob, JobPublisherService, type JobRun, sendAccountMail } from '@app/jobs';
import { MailBudgetsRepository, Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { AccountMailFactsService, type AddressedMail } from './account-mail-facts.service';
import { accountMail } from './account-mail-texts';
import { MAIL_RULES } from './mail-rules';

@HandlesJob(sendAccountMail)
@Injectable()
export class SendAccountMailHandler {
  constructor(
    private readonly facts: AccountMailFactsService,
    private readonly emailChanges: EmailChangeService,
    private readonly publisher: JobPublisherService,
    private readonly budgets: MailBudgetsRepository,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle(payload: AccountMailPayload, { jobId, attempt, signal }: JobRun): Promise<void> {
    // A repetition was counted by the first attempt.
    if (attempt === 1 && (await this.isPostponed(payload))) return;
    const addressed = await this.facts.of(payload, attempt > 1);
    if (!addressed || !hasMailbox(addressed.to)) return;
    if (attempt === 1 && !(await this.mayGoNow(payload, addressed))) return;
    const { to, name, mail } = addressed;
    await this.mailer.send({ to, id: jobId, ...accountMail(name, mail, this.config.frontendUrl) }, signal);
  }

  private async isPostponed(payload: AccountMailPayload): Promise<boolean> {
    if (payload.template !== 'email_change') return false;
    const seconds = await this.emailChanges.beginMail(payload, payload.email);
    if (seconds === undefined) return false;
    const { template, email, userId, sessionId } = payload;
    const mail = { template, email, userId, sessionId } as const;
    await this.publisher.publish(sendAccountMail, mail, { delayMs: seconds * 1_000 });
    return true;
  }

  /** Otherwise it is held, and follows with others of its kind. */
  private async mayGoNow({ email: _, template, ...payload }: AccountMailPayload, { userId }: AddressedMail) {
    const { atOnce } = MAIL_RULES[template];
    return atOnce === undefined || userId === undefined || this.budgets.admit({ userId, template }, atOnce, payload);
  }
}
