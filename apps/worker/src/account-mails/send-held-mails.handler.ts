import { hasMailbox, UsersService } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import { type AccountMailPayload, HandlesJob, type HeldMailsPayload, type JobRun, sendHeldMails } from '@app/jobs';
import { MailBudgetsRepository, Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { AccountMailFactsService, type AddressedMail } from './account-mail-facts.service';
import { foldedMail } from './folded-mail';

/** Sends the mails of a kind that were held, as one. */
@HandlesJob(sendHeldMails)
@Injectable()
export class SendHeldMailsHandler {
  constructor(
    private readonly budgets: MailBudgetsRepository,
    private readonly users: UsersService,
    private readonly facts: AccountMailFactsService,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle({ userId, template }: HeldMailsPayload, { signal }: JobRun): Promise<void> {
    const held = await this.budgets.held({ userId, template });
    if (!held) return;
    const { status, email } = await this.users.get(userId);
    const found: AddressedMail[] = [];
    if (status !== 'deleted' && hasMailbox(email))
      for (const payload of held.payloads) {
        // What has ended meanwhile is left out.
        const addressed = await this.facts.of({ ...payload, template, email } as AccountMailPayload, false);
        if (addressed) found.push(addressed);
      }
    const latest = found.at(-1);
    if (latest) {
      const mails = found.map(({ mail }) => mail);
      const others = held.total - held.payloads.length;
      const id = `held-${userId}-${template}-${Date.parse(held.period)}`;
      const content = foldedMail(latest.name, { mails, others }, this.config.frontendUrl);
      await this.mailer.send({ to: latest.to, id, ...content }, signal);
    }
    await this.budgets.sent({ userId, template }, held);
  }
}
