import { AccountRecoveryService, ApiKeysService, SessionsService, UsersService, WorkspacesService } from '@app/auth';
import { PLANS, toTokens } from '@app/billing';
import type { AccountMailPayload } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { AccountMailFacts } from './account-mail-texts';

export type MailFacts = Omit<AccountMailFacts, 'frontendUrl'> & { to: string };

const EXPORT_KEPT_MS = 7 * 24 * 3_600_000;

/** Looks up what a mail says, at the moment of sending. Addresses without an account get nothing, and nobody can tell from outside. */
@Injectable()
export class AccountMailFactsService {
  constructor(
    private readonly users: UsersService,
    private readonly recovery: AccountRecoveryService,
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly keys: ApiKeysService,
  ) {}

  /** Undefined: there is nothing to send. */
  async of(payload: AccountMailPayload, isRepetition: boolean): Promise<MailFacts | undefined> {
    const { template, email, inviteId } = payload;
    if (template === 'deletion_done') return { to: email, name: '' };
    if (template === 'workspace_invite') return this.ofInvite(inviteId);
    if (template === 'email_verification' || template === 'password_reset') {
      const issued = await this.recovery.tokenFor(email, template, isRepetition);
      return issued && { to: issued.user.email, name: issued.user.name, token: issued.token };
    }
    const user = await this.users.findByEmail(email);
    return (
      user && {
        to: user.email,
        name: user.name,
        tokens: toTokens(PLANS.starter.includedTokens),
        ...(await this.detailsOf(payload, user.id)),
      }
    );
  }

  private async detailsOf(
    { template, sessionId, workspaceId, keyId }: AccountMailPayload,
    userId: string,
  ): Promise<Partial<MailFacts>> {
    if (sessionId) {
      const session = await this.sessions.find(userId, sessionId);
      return session ? { place: `${session.label}, ${session.ip}, ${session.createdAt.toUTCString()}` } : {};
    }
    if (template === 'export_ready') return { endsAt: new Date(Date.now() + EXPORT_KEPT_MS) };
    if (workspaceId) return this.workspaces.membership(workspaceId, userId);
    if (!keyId) return {};
    const key = await this.keys.find(keyId);
    return key ? { key: `${key.name} (${key.prefix}…)`, endsAt: key.expiresAt ?? undefined } : {};
  }

  private async ofInvite(inviteId: string | undefined): Promise<MailFacts | undefined> {
    const invite = inviteId === undefined ? undefined : await this.workspaces.inviteToken(inviteId);
    return invite && { to: invite.email, name: '', token: invite.token, workspace: invite.workspaceName };
  }
}
