import { UsersService } from '@app/auth';
import { BillingNoticesRepository } from '@app/billing';
import { type CoreConfig, coreConfig } from '@app/core';
import { type BillingNoticePayload, HandlesJob, type JobRun, mailBillingNotice } from '@app/jobs';
import { Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { billingMail } from './billing-mail-texts';

/** Deleted users get no mail. */
@HandlesJob(mailBillingNotice)
@Injectable()
export class MailBillingNoticeHandler {
  constructor(
    private readonly notices: BillingNoticesRepository,
    private readonly users: UsersService,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle({ noticeId }: BillingNoticePayload, { jobId, signal }: JobRun): Promise<void> {
    const notice = await this.notices.find(noticeId);
    if (!notice || notice.kind === 'quota_reached') return;
    const { status, email, name } = await this.users.get(notice.userId);
    if (status === 'deleted') return;
    await this.mailer.send({ to: email, id: jobId, ...billingMail(name, notice, this.config.frontendUrl) }, signal);
  }
}
