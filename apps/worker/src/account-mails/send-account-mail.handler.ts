import { hasMailbox } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { type AccountMailPayload, HandlesJob, type JobRun, sendAccountMail } from '@app/jobs';
import { Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { AccountMailFactsService } from './account-mail-facts.service';
import { accountMail } from './account-mail-texts';

@HandlesJob(sendAccountMail)
@Injectable()
export class SendAccountMailHandler {
  constructor(
    private readonly facts: AccountMailFactsService,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle(payload: AccountMailPayload, { jobId, attempt, signal }: JobRun): Promise<void> {
    const addressed = await this.facts.of(payload, attempt > 1);
    if (!addressed || !hasMailbox(addressed.to)) return;
    const { to, name, mail } = addressed;
    await this.mailer.send({ to, id: jobId, ...accountMail(name, mail, this.config.frontendUrl) }, signal);
  }
}
