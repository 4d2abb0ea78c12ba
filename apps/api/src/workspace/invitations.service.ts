import {
  type Actor,
  type MemberRole,
  SeatLimits,
  type SessionPrincipal,
  SessionsService,
  type WorkspaceInvite,
  WorkspacesService,
} from '@app/auth';
import { notFound } from '@app/core';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { WorkspaceResponse } from './workspace.response';

/** Invites, with their mails and the seat limit of the owner's plan. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: WorkspacesService,
    private readonly sessions: SessionsService,
    private readonly seats: SeatLimits,
    private readonly publisher: JobPublisherService,
  ) {}

  async view(principal: SessionPrincipal): Promise<WorkspaceResponse> {
    const [view, limit] = await Promise.all([this.workspaces.view(principal), this.seats.of(principal.ownerId)]);
    return WorkspaceResponse.ofView(view, limit);
  }

  async rename(principal: SessionPrincipal, name: string, actor: Actor): Promise<WorkspaceResponse> {
    await this.workspaces.rename(principal, name, actor);
    return this.view(principal);
  }

  async invite(principal: SessionPrincipal, email: string, role: MemberRole, actor: Actor): Promise<WorkspaceInvite> {
    const seatLimit = await this.seats.of(principal.ownerId);
    return this.dataSource.transaction(async (manager) => {
      const invite = await this.workspaces.invite(principal, { email, role, seatLimit }, actor, manager);
      await this.publisher.publish(
        sendAccountMail,
        { template: 'workspace_invite', email: invite.email, inviteId: invite.id },
        { manager },
      );
      return invite;
    });
  }

  /** Accepts the invitation and makes the workspace the session's current one. */
  async accept(principal: SessionPrincipal, token: string, actor: Actor): Promise<WorkspaceResponse> {
    const workspaceId = await this.workspaces.accept(principal, token, (ownerId) => this.seats.of(ownerId), actor);
    await this.workspaces.enter(principal, workspaceId);
    const entered = await this.sessions.authenticate(principal.sessionId, principal.userId);
    if (!entered) throw notFound();
    return this.view(entered);
  }
}
