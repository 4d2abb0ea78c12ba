import { type Actor, type MemberRole, type SessionPrincipal, UsersService, WorkspacesService } from '@app/auth';
import { JobPublisherService, sendAccountMail } from '@app/jobs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Changes the members of a workspace and mails the members concerned. */
@Injectable()
export class MembersService {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly users: UsersService,
    private readonly publisher: JobPublisherService,
  ) {}

  setRole(principal: SessionPrincipal, userId: string, role: MemberRole, actor: Actor): Promise<void> {
    return this.workspaces.setMemberRole(
      principal,
      userId,
      role,
      actor,
      this.mail('workspace_role_changed', userId, principal),
    );
  }

  remove(principal: SessionPrincipal, userId: string, actor: Actor): Promise<void> {
    return this.workspaces.removeMember(principal, userId, actor, this.mail('workspace_removed', userId, principal));
  }

  private mail(
    template: 'workspace_role_changed' | 'workspace_removed',
    userId: string,
    { ownerId: workspaceId, userId: actorId }: SessionPrincipal,
  ) {
    return async (manager: EntityManager) => {
      const { email } = await this.users.get(userId, manager);
      await this.publisher.publish(sendAccountMail, { template, email, workspaceId, actorId }, { manager });
    };
  }
}
