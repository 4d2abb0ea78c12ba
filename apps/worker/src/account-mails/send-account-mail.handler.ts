import { AccountRecovery, SessionsService, type User, UsersService } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import type { AccountMailPayload, JobHandler, JobRun, sendAccountMail } from '@app/jobs';
import { Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { accountMailText } from './account-mail-texts';

/** Addresses without an account get nothing, and nobody can tell from outside. */
@Injectable()
export class SendAccountMailHandler implements JobHandler<typeof sendAccountMail> {
  constructor(
    private readonly users: UsersService,
    private readonly recovery: AccountRecovery,
    private readonly sessions: SessionsService,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle(payload: AccountMailPayload, { jobId, attempt, signal }: JobRun): Promise<void> {
    const facts = await this.factsFor(payload, attempt > 1);
    if (!facts) return;
    const { user, token, place } = facts;
    const text = accountMailText(payload.template, { name: user.name, frontendUrl: this.config.frontendUrl, token, place });
    await this.mailer.send({ to: user.email, id: jobId, ...text }, signal);
  }

  private async factsFor(
    { template, email, sessionId }: AccountMailPayload,
    isRepetition: boolean,
  ): Promise<{ user: User; token?: string; place?: string } | undefined> {
    if (template === 'email_verification' || template === 'password_reset') return this.recovery.tokenFor(email, template, isRepetition);
    const user = await this.users.findByEmail(email);
    return user && { user, place: sessionId && (await this.placeOf(user.id, sessionId)) };
  }

  private async placeOf(userId: string, sessionId: string): Promise<string | undefined> {
    const session = await this.sessions.find(userId, sessionId);
    return session ? `${session.label}, ${session.ip}, ${session.createdAt.toUTCString()}` : undefined;
  }
}
