import { affectedRows, changesOne, newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { WorkspaceRole } from '../access/principal';

export type MemberRole = Exclude<WorkspaceRole, 'owner'>;

export interface WorkspaceSummary {
  id: string;
  name: string;
  role: WorkspaceRole;
}

export interface WorkspaceMember {
  userId: string;
  email: string;
  name: string;
  role: WorkspaceRole;
  joinedAt: Date;
}

export interface WorkspaceInvite {
  id: string;
  workspaceId: string;
  email: string;
  role: MemberRole;
  expiresAt: Date;
}

/** The facts for the mail of an invitation. */
export interface MailedInvite {
  email: string;
  role: MemberRole;
  expiresAt: Date;
  workspaceName: string;
  /** Null when the inviting user's account is gone. */
  inviterName: string | null;
}

const INVITE_COLUMNS = 'id, workspace_id as "workspaceId", email, role, expires_at as "expiresAt"';

@Injectable()
export class WorkspacesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The user's own first, then those in which the user is a member and whose owner is active. */
  ofUser(userId: string): Promise<WorkspaceSummary[]> {
    return this.dataSource.query(
      `select id, name, 'owner' as role from workspaces where id = $1
       union all (select w.id, w.name, m.role from workspace_members m join workspaces w on w.id = m.workspace_id
         join users o on o.id = w.id and o.status = 'active' where m.user_id = $1 order by m.created_at)`,
      [userId],
    );
  }

  members(workspaceId: string): Promise<WorkspaceMember[]> {
    return this.dataSource.query(
      `select u.id as "userId", u.email, u.name, coalesce(m.role, 'owner') as role, coalesce(m.created_at, u.created_at) as "joinedAt"
       from users u left join workspace_members m on m.user_id = u.id and m.workspace_id = $1
       where u.id = $1 or m.user_id is not null order by m.created_at nulls first, u.id`,
      [workspaceId],
    );
  }

  openInvites(workspaceId: string): Promise<WorkspaceInvite[]> {
    return this.dataSource.query(
      `select ${INVITE_COLUMNS} from workspace_invites where workspace_id = $1 and expires_at > now() order by created_at desc, id desc`,
      [workspaceId],
    );
  }

  /** Locks the workspace's membership until the transaction ends. */
  async lock(workspaceId: string, manager: EntityManager): Promise<void> {
    await manager.query('select 1 from workspaces where id = $1 for update', [workspaceId]);
  }

  /** The owner's account, which keeps this state until the transaction ends. */
  async holdOwner(workspaceId: string, manager: EntityManager): Promise<{ isActive: boolean; isEnding: boolean }> {
    const rows = await manager.query<{ isActive: boolean; isEnding: boolean }[]>(
      `select status = 'active' as "isActive", deletion_due_at is not null as "isEnding" from users where id = $1 for share`,
      [workspaceId],
    );
    return rows[0] ?? { isActive: false, isEnding: false };
  }

  /** Seats in use: the owner, members and open invitations. */
  async seatsUsed(workspaceId: string, manager: EntityManager = this.dataSource.manager): Promise<number> {
    const rows = await manager.query<{ used: number }[]>(
      `select 1 + (select count(*)::int from workspace_members where workspace_id = $1)
                + (select count(*)::int from workspace_invites where workspace_id = $1 and expires_at > now()) as used`,
      [workspaceId],
    );
    return rows[0]?.used ?? 0;
  }

  async roleOf(
    workspaceId: string,
    userId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<WorkspaceRole | undefined> {
    if (workspaceId === userId) return 'owner';
    const rows = await manager.query<{ role: MemberRole }[]>(
      'select role from workspace_members where workspace_id = $1 and user_id = $2',
      [workspaceId, userId],
    );
    return rows[0]?.role;
  }

  async hasMemberWithEmail(workspaceId: string, email: string, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'select 1 from users u where u.email = $2 and (u.id = $1 or exists (select from workspace_members m where m.workspace_id = $1 and m.user_id = u.id))',
      [workspaceId, email],
    );
    return rows.length > 0;
  }

  async removeInvite(
    workspaceId: string,
    where: { id?: string; email?: string },
    manager: EntityManager,
  ): Promise<WorkspaceInvite | undefined> {
    const [rows] = await manager.query<[WorkspaceInvite[], number]>(
      `delete from workspace_invites where workspace_id = $1 and (id = $2 or email = $3) returning ${INVITE_COLUMNS}`,
      [workspaceId, where.id ?? null, where.email ?? null],
    );
    return rows[0];
  }

  async insertInvite(
    workspaceId: string,
    email: string,
    role: MemberRole,
    invitedBy: string,
    manager: EntityManager,
  ): Promise<WorkspaceInvite> {
    const rows = await manager.query<WorkspaceInvite[]>(
      `insert into workspace_invites (id, workspace_id, email, role, invited_by, expires_at) values ($1, $2, $3, $4, $5, now() + interval '7 days') returning ${INVITE_COLUMNS}`,
      [newId(), workspaceId, email, role, invitedBy],
    );
    return rows[0] as WorkspaceInvite;
  }

  /** Replaces the token that accepts the invitation. Undefined when the invitation has expired or is gone. */
  async setInviteToken(inviteId: string, tokenHash: Buffer): Promise<MailedInvite | undefined> {
    const [rows] = await this.dataSource.query<[MailedInvite[], number]>(
      `update workspace_invites i set token_hash = $2 from workspaces w where i.id = $1 and i.expires_at > now() and w.id = i.workspace_id
       returning i.email, i.role, i.expires_at as "expiresAt", w.name as "workspaceName",
         (select u.name from users u where u.id = i.invited_by) as "inviterName"`,
      [inviteId, tokenHash],
    );
    return rows[0];
  }

  async findInvite(tokenHash: Buffer): Promise<WorkspaceInvite | undefined> {
    const rows = await this.dataSource.query<WorkspaceInvite[]>(
      `select ${INVITE_COLUMNS} from workspace_invites where token_hash = $1 and expires_at > now()`,
      [tokenHash],
    );
    return rows[0];
  }

  async addMember(workspaceId: string, userId: string, role: MemberRole, manager: EntityManager): Promise<void> {
    await manager.query(
      'insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3) on conflict do nothing',
      [workspaceId, userId, role],
    );
  }

  /**
   * Changes the role of a member, and withdraws the open invitations of one who may no longer invite. @returns how many
   */
  async setMemberRole(workspaceId: string, userId: string, role: MemberRole, manager: EntityManager): Promise<number> {
    await manager.query('update workspace_members set role = $3 where workspace_id = $1 and user_id = $2', [
      workspaceId,
      userId,
      role,
    ]);
    return role === 'admin' ? 0 : this.removeInvitesBy(userId, workspaceId, manager);
  }

  /**
   * Removes a member, together with the keys and the open invitations that the member created there. @returns the
   * number of invitations
   */
  async removeMember(workspaceId: string, userId: string, manager: EntityManager): Promise<number> {
    await manager.query(
      'update api_keys set revoked_at = now() where user_id = $1 and created_by = $2 and revoked_at is null',
      [workspaceId, userId],
    );
    await manager.query('delete from workspace_members where workspace_id = $1 and user_id = $2', [
      workspaceId,
      userId,
    ]);
    return this.removeInvitesBy(userId, workspaceId, manager);
  }

  private async removeInvitesBy(userId: string, workspaceId: string, manager: EntityManager): Promise<number> {
    return affectedRows(manager, 'delete from workspace_invites where workspace_id = $1 and invited_by = $2', [
      workspaceId,
      userId,
    ]);
  }

  /**
   * Removes all members and open invitations.
   * @returns the number of both together
   */
  async removeEverybody(workspaceId: string, manager: EntityManager): Promise<number> {
    let removed = 0;
    for (const table of ['workspace_members', 'workspace_invites']) {
      removed += await affectedRows(manager, `delete from ${table} where workspace_id = $1`, [workspaceId]);
    }
    return removed;
  }

  async rename(workspaceId: string, name: string, manager: EntityManager): Promise<void> {
    await manager.query('update workspaces set name = $2 where id = $1', [workspaceId, name]);
  }

  /**
   * Counts one more invitation. Serialises invitations to one address.
   * @param most invitations in 24 hours
   * @returns seconds until there is room for one more; null if there is
   */
  async countInviteMail(
    inviterId: string,
    addressHash: Buffer,
    most: { byInviter: number; toAddress: number },
    manager: EntityManager,
  ): Promise<{ byInviter: number | null; toAddress: number | null }> {
    // Every request locks the inviter first, so no two requests wait for each other.
    for (const counted of [inviterId, addressHash.toString('hex')])
      await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [counted]);
    await manager.query('insert into invite_mails (id, inviter_id, address_hash) values ($1, $2, $3)', [
      newId(),
      inviterId,
      addressHash,
    ]);
    const wait = (condition: string, place: string) => `(
      select extract(epoch from created_at + interval '1 day' - now())::float8 from invite_mails
      where ${condition} and created_at > now() - interval '1 day' order by created_at desc offset ${place} limit 1)`;
    const [waits] = await manager.query<[{ byInviter: number | null; toAddress: number | null }]>(
      `select ${wait('inviter_id = $1', '$3')} as "byInviter", ${wait('address_hash = $2', '$4')} as "toAddress"`,
      [inviterId, addressHash, most.byInviter, most.toAddress],
    );
    return waits;
  }

  /**
   * Switches the session to the workspace, if it is the user's own, or the user is a member and its owner is active.
   * @returns whether it switched
   */
  async enter(sessionId: string, workspaceId: string): Promise<boolean> {
    return changesOne(
      this.dataSource,
      `update sessions s set workspace_id = $2 where id = $1 and (user_id = $2 or exists (
         select from workspace_members m join users o on o.id = m.workspace_id and o.status = 'active'
         where m.workspace_id = $2 and m.user_id = s.user_id))`,
      [sessionId, workspaceId],
    );
  }
}
