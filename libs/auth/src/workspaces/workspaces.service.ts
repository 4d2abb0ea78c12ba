import { accessDenied, notFound, randomSecret, sha256 } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CredentialCacheService } from '../access/credential-cache.service';
import { hasWorkspaceRole, type SessionPrincipal, type WorkspaceRole } from '../access/principal';
import { type Actor, AuditLogService } from '../audit/audit-log.service';
import {
  accountSuspended,
  alreadyMember,
  linkInvalid,
  noSeatsLeft,
  tooManyInvites,
  workspaceEnding,
  workspaceUnavailable,
} from '../auth.errors';
import { normaliseEmail, UsersRepository } from '../users/users.repository';
import {
  type MailedInvite,
  type MemberRole,
  type WorkspaceInvite,
  type WorkspaceMember,
  type WorkspaceSummary,
  WorkspacesRepository,
} from './workspaces.repository';

export interface WorkspaceView {
  current: WorkspaceSummary;
  seatsUsed: number;
  members: WorkspaceMember[];
  /** Only for those who may invite. */
  invites: WorkspaceInvite[];
  /** All workspaces that the user may switch to. */
  available: WorkspaceSummary[];
}

/** Further writes that belong to a change. */
type Within = (manager: EntityManager) => Promise<unknown>;
const nothing: Within = () => Promise.resolve();

/** Maximum number of invitations that one person may send, and that one address may receive, in 24 hours. */
const INVITES_A_DAY = { byInviter: 30, toAddress: 3 };

/**
 * The people who work on one account's objects together. Every change is recorded in the account's audit log and takes
 * effect immediately.
 */
@Injectable()
export class WorkspacesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workspaces: WorkspacesRepository,
    private readonly users: UsersRepository,
    private readonly audit: AuditLogService,
    private readonly cache: CredentialCacheService,
  ) {}

  async view({ userId, ownerId, workspaceRole }: SessionPrincipal): Promise<WorkspaceView> {
    const [available, seatsUsed, members, invites] = await Promise.all([
      this.workspaces.ofUser(userId),
      this.workspaces.seatsUsed(ownerId),
      this.workspaces.members(ownerId),
      hasWorkspaceRole(workspaceRole, 'admin') ? this.workspaces.openInvites(ownerId) : [],
    ]);
    const current = available.find(({ id }) => id === ownerId);
    if (!current) throw notFound();
    return { current, seatsUsed, members, invites, available };
  }

  /** The owner first, then the others in the order in which they joined. */
  members(workspaceId: string): Promise<WorkspaceMember[]> {
    return this.workspaces.members(workspaceId);
  }

  /** The workspace's name, and the user's role in it, if any. */
  async membership(workspaceId: string, userId: string): Promise<{ workspace?: string; role?: WorkspaceRole }> {
    const [own] = await this.workspaces.ofUser(workspaceId);
    return { workspace: own?.name, role: await this.workspaces.roleOf(workspaceId, userId) };
  }

  /**
   * Whether the person may act for the workspace now: an active owner or administrator of a workspace that is neither
   * suspended nor being deleted, with a seat.
   * @param seatLimit how many people the plan of the workspace's owner allows, including the owner
   */
  async hasAdministrator(workspaceId: string, userId: string, seatLimit: number): Promise<boolean> {
    const people = await this.users.findByIds([workspaceId, userId]);
    if (people.some(({ status, deletionDueAt }) => status !== 'active' || deletionDueAt)) return false;
    const members = await this.workspaces.members(workspaceId);
    const index = members.findIndex((member) => member.userId === userId);
    if (index > 0 && index >= seatLimit) return false;
    return index >= 0 && hasWorkspaceRole(members[index]?.role ?? 'viewer', 'admin');
  }

  /** The session's current workspace. */
  async summary({ userId, ownerId }: SessionPrincipal): Promise<WorkspaceSummary> {
    const current = (await this.workspaces.ofUser(userId)).find(({ id }) => id === ownerId);
    if (!current) throw notFound();
    return current;
  }

  /**
   * Inviting an address again replaces its invitation. The token is created when the mail is sent.
   * @param seatLimit how many people the plan of the workspace's owner allows, including the owner
   * @throws access_denied, already_member, no_seats_left, too_many_invites
   */
  async invite(
    principal: SessionPrincipal,
    { email: address, role, seatLimit }: { email: string; role: MemberRole; seatLimit: number },
    actor: Actor,
    manager: EntityManager,
  ): Promise<WorkspaceInvite> {
    const { ownerId } = principal;
    const email = normaliseEmail(address);
    assertMayGrant(principal, role);
    await this.workspaces.lock(ownerId, manager);
    if (await this.workspaces.hasMemberWithEmail(ownerId, email, manager)) throw alreadyMember();
    const replaced = await this.workspaces.removeInvite(ownerId, { email }, manager);
    if (replaced) assertMayGrant(principal, replaced.role);
    if ((await this.workspaces.seatsUsed(ownerId, manager)) >= seatLimit)
      throw noSeatsLeft(`All seats (${seatLimit}) are taken; open invitations count as seats.`);
    await this.limitInvites(principal.userId, email, manager);
    const invite = await this.workspaces.insertInvite(ownerId, email, role, principal.userId, manager);
    await this.audit.append(
      actor,
      {
        chain: ownerId,
        action: 'workspace.invited',
        target: { type: 'invite', id: invite.id },
        after: { role },
      },
      manager,
    );
    return invite;
  }

  /** @throws not_found, access_denied */
  async withdrawInvite(principal: SessionPrincipal, id: string, actor: Actor): Promise<void> {
    const { ownerId } = principal;
    await this.dataSource.transaction(async (manager) => {
      const invite = await this.workspaces.removeInvite(ownerId, { id }, manager);
      if (!invite) throw notFound();
      assertMayGrant(principal, invite.role);
      await this.audit.append(
        actor,
        { chain: ownerId, action: 'workspace.invite_withdrawn', target: { type: 'invite', id } },
        manager,
      );
    });
  }

  /** A new token for the invitation's mail, which voids any earlier one; undefined when the invitation is gone. */
  async inviteToken(inviteId: string): Promise<(MailedInvite & { token: string }) | undefined> {
    const token = randomSecret('rw_invite_');
    const invite = await this.workspaces.setInviteToken(inviteId, sha256(token));
    return invite && { token, ...invite };
  }

  /**
   * Makes the signed-in user a member if the token is live and was mailed to the user's address.
   * @param seatLimitOf called for the owner of the workspace
   * @throws link_invalid, no_seats_left, account_suspended, workspace_ending
   */
  async accept(
    { userId }: SessionPrincipal,
    token: string,
    seatLimitOf: (ownerId: string) => Promise<number>,
    actor: Actor,
  ): Promise<string> {
    const invite = await this.workspaces.findInvite(sha256(token));
    const user = await this.users.findById(userId);
    if (!invite || user?.email !== invite.email) throw linkInvalid();
    const { workspaceId, role } = invite;
    const seatLimit = await seatLimitOf(workspaceId);
    await this.dataSource.transaction(async (manager) => {
      const owner = await this.workspaces.holdOwner(workspaceId, manager);
      if (!owner.isActive) throw accountSuspended('The account of the owner of this workspace is suspended.');
      if (owner.isEnding) throw workspaceEnding();
      await this.workspaces.lock(workspaceId, manager);
      const used = await this.workspaces.seatsUsed(workspaceId, manager);
      if (!(await this.workspaces.removeInvite(workspaceId, { id: invite.id }, manager))) throw linkInvalid();
      // The invitation already has a seat, unless the plan has shrunk meanwhile.
      if (used > seatLimit) throw noSeatsLeft();
      await this.workspaces.addMember(workspaceId, userId, role, manager);
      await this.audit.append(
        actor,
        { chain: workspaceId, action: 'workspace.joined', target: { type: 'user', id: userId }, after: { role } },
        manager,
      );
    });
    return workspaceId;
  }

  /**
   * @param within runs in the same transaction
   * @throws not_found, access_denied
   */
  async setMemberRole(
    principal: SessionPrincipal,
    userId: string,
    role: MemberRole,
    actor: Actor,
    within: Within = nothing,
  ): Promise<void> {
    const { ownerId } = principal;
    await this.dataSource.transaction(async (manager) => {
      await this.workspaces.lock(ownerId, manager);
      const before = await this.workspaces.roleOf(ownerId, userId, manager);
      if (!before || before === 'owner') throw notFound();
      assertMayGrant(principal, role, before);
      const withdrawn = await this.workspaces.setMemberRole(ownerId, userId, role, manager);
      await this.audit.append(
        actor,
        {
          chain: ownerId,
          action: 'workspace.role_changed',
          target: { type: 'user', id: userId },
          before: { role: before },
          after: { role, invites_withdrawn: withdrawn },
        },
        manager,
      );
      if (before !== role) await within(manager);
    });
    this.cache.forget(userId);
  }

  /**
   * Members may leave; removing others needs the role admin. Owners cannot leave their own workspace.
   * @param within runs in the same transaction
   * @throws not_found, access_denied
   */
  async removeMember(
    principal: SessionPrincipal,
    userId: string,
    actor: Actor,
    within: Within = nothing,
  ): Promise<void> {
    const { ownerId } = principal;
    await this.dataSource.transaction(async (manager) => {
      await this.workspaces.lock(ownerId, manager);
      const role = await this.workspaces.roleOf(ownerId, userId, manager);
      if (!role || role === 'owner') throw notFound();
      if (userId !== principal.userId) assertMayGrant(principal, role);
      const target = { type: 'user', id: userId } as const;
      const after = { invites_withdrawn: await this.workspaces.removeMember(ownerId, userId, manager) };
      await this.audit.append(
        actor,
        { chain: ownerId, action: 'workspace.member_removed', target, before: { role }, after },
        manager,
      );
      await within(manager);
    });
    this.cache.forget(userId);
  }

  /** @throws too_many_invites: our mails must not become a way to pester strangers */
  private async limitInvites(inviterId: string, email: string, manager: EntityManager): Promise<void> {
    // One mailbox has many addresses behind a plus sign.
    const mailbox = email.replace(/^([^+@]*)\+[^@]*@/, '$1@');
    const hash = sha256(mailbox);
    const { byInviter, toAddress } = await this.workspaces.countInviteMail(inviterId, hash, INVITES_A_DAY, manager);
    if (byInviter !== null) throw tooMany('One person can send', INVITES_A_DAY.byInviter, byInviter);
    if (toAddress !== null) throw tooMany('One address can receive', INVITES_A_DAY.toAddress, toAddress);
  }

  async rename({ ownerId }: SessionPrincipal, name: string, actor: Actor): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await this.workspaces.lock(ownerId, manager);
      await this.workspaces.rename(ownerId, name, manager);
      await this.audit.append(
        actor,
        { chain: ownerId, action: 'workspace.renamed', target: { type: 'workspace', id: ownerId }, after: { name } },
        manager,
      );
    });
  }

  /**
   * Makes that workspace this session's current one.
   * @throws not_found, workspace_unavailable; the session stays where it is
   */
  async enter({ userId, sessionId }: SessionPrincipal, workspaceId: string): Promise<void> {
    if (!(await this.workspaces.roleOf(workspaceId, userId))) throw notFound();
    if (!(await this.workspaces.enter(sessionId, workspaceId)))
      throw workspaceUnavailable('The owner of that workspace is suspended; the session stays where it is.');
    this.cache.forget(userId);
  }
}

/** Administrators manage editors and viewers; only the owner appoints and removes administrators, and their invitations. */
function assertMayGrant({ workspaceRole }: SessionPrincipal, ...roles: MemberRole[]): void {
  const needed = roles.includes('admin') ? 'owner' : 'admin';
  if (!hasWorkspaceRole(workspaceRole, needed)) throw accessDenied(`This requires the workspace role ${needed}.`);
}

const tooMany = (who: string, most: number, retryAfterSeconds: number) =>
  tooManyInvites(`${who} ${most} invitations in 24 hours.`, { retryAfterSeconds });
