import { type Actor, type MemberRole, type SessionPrincipal, UsersService, WorkspacesService } from '@app/auth';
import { cancelMemberUploads, JobPublisherService, sendAccountMail } from '@app/jobs';
import { AccountChoicesRepository, AuthorizationsRepository } from '@app/platforms';
import { ReviewLinksRepository } from '@app/uploads';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Requests of the member that are under way have ended by then. */
const LAST_REQUESTS_MS = 60_000;

/** Changes the members of a workspace and mails the members concerned. */
@Injectable()
export class MembersService {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly users: UsersService,
    private readonly authorizations: AuthorizationsRepository,
    private readonly choices: AccountChoicesRepository,
    private readonly links: ReviewLinksRepository,
    private readonly publisher: JobPublisherService,
  ) {}

  /** Review links decide with the authority of their maker: they end with the role. */
  setRole(principal: SessionPrincipal, userId: string, role: MemberRole, actor: Actor): Promise<void> {
    return this.workspaces.setMemberRole(principal, userId, role, actor, async (manager) => {
      await this.links.revokeOf(principal, userId, manager);
      await this.mail('workspace_role_changed', userId, principal)(manager);
    });
  }

  /**
   * Ends also what the member has begun: attempts to connect accounts, uploads whose files have not arrived, and review
   * links.
   */
  remove(principal: SessionPrincipal, userId: string, actor: Actor): Promise<void> {
    return this.workspaces.removeMember(principal, userId, actor, async (manager) => {
      await this.authorizations.removeOf(principal, userId, manager);
      await this.choices.removeOf(principal, userId, manager);
      await this.links.revokeOf(principal, userId, manager);
      const payload = { ownerId: principal.ownerId, memberId: userId };
      for (const delayMs of [0, LAST_REQUESTS_MS])
        await this.publisher.publish(cancelMemberUploads, payload, { manager, delayMs });
      if (userId !== principal.userId) await this.mail('workspace_removed', userId, principal)(manager);
    });
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
