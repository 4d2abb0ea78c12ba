import { type Actor, type MemberRole, type SessionPrincipal, SessionsService, type WorkspaceInvite, WorkspacesService, type WorkspaceView } from '@app/auth';
import { notFound } from '@app/core';
import { JobPublisher, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Invites together with their mails. */
@Injectable()
export class Invitations {
  constructor(
    private readonly database: DataSource,
    private readonly workspaces: WorkspacesService,
    private readonly sessions: SessionsService,
    private readonly publisher: JobPublisher,
  ) {}

  invite(principal: SessionPrincipal, email: string, role: MemberRole, actor: Actor): Promise<WorkspaceInvite> {
    return this.database.transaction(async (manager) => {
      const invite = await this.workspaces.invite(principal, email, role, actor, manager);
      await this.publisher.publish(sendAccountMail, { template: 'workspace_invite', email: invite.email, inviteId: invite.id }, { manager });
      return invite;
    });
  }

  /** Joins, and goes there. */
  async accept(principal: SessionPrincipal, token: string, actor: Actor): Promise<WorkspaceView> {
    await this.workspaces.enter(principal, await this.workspaces.accept(principal, token, actor));
    const entered = await this.sessions.authenticate(principal.sessionId, principal.userId);
    if (!entered) throw notFound();
    return this.workspaces.view(entered);
  }
}
