import { AccountRecovery, SessionsService, UsersService, WorkspacesService } from '@app/auth';
import { type CoreConfig, coreConfig } from '@app/core';
import type { AccountMailPayload, JobHandler, JobRun, sendAccountMail } from '@app/jobs';
import { Mailer } from '@app/notifications';
import { Inject, Injectable } from '@nestjs/common';
import { type AccountMailFacts, accountMailText } from './account-mail-texts';

type Facts = Omit<AccountMailFacts, 'frontendUrl'> & { to: string };

/** Addresses without an account get nothing, and nobody can tell from outside. */
@Injectable()
export class SendAccountMailHandler implements JobHandler<typeof sendAccountMail> {
  constructor(
    private readonly users: UsersService,
    private readonly recovery: AccountRecovery,
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly mailer: Mailer,
    @Inject(coreConfig.KEY) private readonly config: CoreConfig,
  ) {}

  async handle(payload: AccountMailPayload, { jobId, attempt, signal }: JobRun): Promise<void> {
    const facts = await this.factsFor(payload, attempt > 1);
    if (!facts) return;
    const { to, ...texts } = facts;
    const text = accountMailText(payload.template, { ...texts, frontendUrl: this.config.frontendUrl });
    await this.mailer.send({ to, id: jobId, ...text }, signal);
  }

  private async factsFor({ template, email, sessionId, inviteId }: AccountMailPayload, isRepetition: boolean): Promise<Facts | undefined> {
    if (template === 'workspace_invite') return this.inviteFacts(inviteId);
    if (template === 'email_verification' || template === 'password_reset') {
      const issued = await this.recovery.tokenFor(email, template, isRepetition);
      return issued && { to: issued.user.email, name: issued.user.name, token: issued.token };
    }
    const user = await this.users.findByEmail(email);
    return user && { to: user.email, name: user.name, place: sessionId && (await this.placeOf(user.id, sessionId)) };
  }

  private async inviteFacts(inviteId: string | undefined): Promise<Facts | undefined> {
    const invite = inviteId === undefined ? undefined : await this.workspaces.inviteToken(inviteId);
    return invite && { to: invite.email, name: '', token: invite.token, workspace: invite.workspaceName };
  }

  private async placeOf(userId: string, sessionId: string): Promise<string | undefined> {
    const session = await this.sessions.find(userId, sessionId);
    return session ? `${session.label}, ${session.ip}, ${session.createdAt.toUTCString()}` : undefined;
  }
}
