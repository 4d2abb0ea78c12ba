import { newId } from '@app/core';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { UserRole, WorkspaceRole } from '../access/principal';
import { User, type UserStatus } from '../users/user.entity';
import { type ClientOrigin, deviceLabel, networkOf } from './client-origin';
import { type RevocationReason, Session } from './session.entity';

/** Maximum lifetime of a session, in days, however often it is refreshed. */
const ABSOLUTE_DAYS = 90;
/**
 * Seconds in which reuse of the previous token counts as a lost answer or a second tab, not as theft, while its
 * successor is unused.
 */
const GRACE_SECONDS = 20;

export interface SessionHolder {
  sessionId: string;
  userId: string;
  role: UserRole;
  status: UserStatus;
  mustResetPassword: boolean;
  expiresAt: Date;
  /** When the person last entered the password and, with two-factor authentication, a code. */
  authenticatedAt: Date;
  /**
   * The session's current workspace, while the user belongs to it and its owner is active; otherwise the user's own.
   */
  workspaceId: string;
  workspaceRole: WorkspaceRole;
  /** Whether the session's current workspace is another one, which the user lost or whose owner is not active. */
  hasLostWorkspace: boolean;
  /** 1 is the owner; members follow in the order in which they joined. */
  seat: number;
  /** Whether the owner of that workspace, another person, has requested the deletion of the account. */
  isEnding: boolean;
}

/** With the hash that the given password was compared with. */
export type SignedInUser = Pick<User, 'id' | 'passwordHash'>;

export interface Rotation {
  sessionId: string;
  userId: string;
}

/** A token that was used a moment ago, and what its successor was computed and stored with. */
export interface RepeatedRotation extends Rotation {
  outcome: 'repeat';
  salt: Buffer;
  successorHash: Buffer;
}

/** Why a refresh token did not rotate. */
export type RefusedRotation = RepeatedRotation | (Rotation & { outcome: 'reuse' }) | { outcome: 'dead' };

@Injectable()
export class SessionsRepository {
  constructor(@InjectRepository(Session) private readonly sessions: Repository<Session>) {}

  /**
   * Undefined when the password of `user` has been changed since it was checked, so the former one no longer works.
   */
  async insert(
    user: SignedInUser,
    origin: ClientOrigin,
    tokenHash: Buffer,
    idleDays: number,
    manager = this.sessions.manager,
  ): Promise<string | undefined> {
    const { ip } = origin;
    const rows = await manager.query<{ id: string }[]>(
      `with owner as (select id from users where id = $2 and password_hash is not distinct from $9 for share),
       session as (
         insert into sessions (id, user_id, label, ip, network, last_used_at, expires_at)
         select $1::uuid, id, $3, $4, $5, now(), now() + make_interval(days => ${ABSOLUTE_DAYS}) from owner returning id)
       insert into refresh_tokens (id, session_id, token_hash, expires_at) select $6::uuid, id, $7, now() + make_interval(days => $8) from session
       returning session_id as id`,
      [
        newId(),
        user.id,
        deviceLabel(origin.userAgent),
        ip,
        networkOf(ip),
        newId(),
        tokenHash,
        idleDays,
        user.passwordHash,
      ],
    );
    return rows[0]?.id;
  }

  /** Whether the session is live; if so, it stays live until the transaction ends. */
  async holdLive(sessionId: string, manager: EntityManager): Promise<boolean> {
    const rows = await manager.query<unknown[]>(
      'select 1 from sessions where id = $1 and revoked_at is null and expires_at > now() for share',
      [sessionId],
    );
    return rows.length > 0;
  }

  /** Consumes the token and stores its successor in one statement: only one of any number of callers gets a row. */
  async rotate(
    tokenHash: Buffer,
    successor: { hash: Buffer; salt: Buffer },
    ip: string,
    idleDays: number,
  ): Promise<Rotation | undefined> {
    const rows = await this.sessions.query<Rotation[]>(
      `with used as (
         update refresh_tokens t set used_at = now(), successor_salt = $2
         from sessions s
         where t.token_hash = $1 and t.used_at is null and t.expires_at > now() and s.id = t.session_id and s.revoked_at is null and s.expires_at > now()
         returning t.id, t.session_id, s.user_id),
       created as (
         insert into refresh_tokens (id, session_id, predecessor_id, token_hash, expires_at)
         select $3::uuid, session_id, id, $4, now() + make_interval(days => $5) from used returning session_id),
       seen as (update sessions set last_used_at = now(), ip = $6 where id in (select session_id from created))
       select session_id as "sessionId", user_id as "userId" from used`,
      [tokenHash, successor.salt, newId(), successor.hash, idleDays, ip],
    );
    return rows[0];
  }

  /** Classifies a token that did not rotate: harmless repetition, reuse, or simply expired. */
  async explainRefusal(tokenHash: Buffer): Promise<RefusedRotation> {
    const rows = await this.sessions.query<
      (Omit<RepeatedRotation, 'outcome'> & { alive: boolean; used: boolean; graceful: boolean })[]
    >(
      `select s.id as "sessionId", s.user_id as "userId", t.successor_salt as salt, successor.token_hash as "successorHash", s.revoked_at is null and s.expires_at > now() as alive, t.used_at is not null as used,
              coalesce(t.used_at > now() - make_interval(secs => ${GRACE_SECONDS}) and successor.used_at is null, false) as graceful
       from refresh_tokens t join sessions s on s.id = t.session_id left join refresh_tokens successor on successor.predecessor_id = t.id
       where t.token_hash = $1`,
      [tokenHash],
    );
    const [row] = rows;
    if (!row?.alive || !row.used) return { outcome: 'dead' };
    const { sessionId, userId, salt, successorHash } = row;
    if (!row.graceful) return { outcome: 'reuse', sessionId, userId };
    return { outcome: 'repeat', sessionId, userId, salt, successorHash };
  }

  async findHolder(sessionId: string): Promise<SessionHolder | undefined> {
    const rows = await this.sessions.query<SessionHolder[]>(
      `select s.id as "sessionId", s.user_id as "userId", s.expires_at as "expiresAt", s.authenticated_at as "authenticatedAt", u.role, u.status, u.must_reset_password as "mustResetPassword",
              case when owner.id is not null then owner.id else u.id end as "workspaceId", case when owner.id is not null then m.role else 'owner' end as "workspaceRole",
              1 + (select count(*)::int from workspace_members e where e.workspace_id = owner.id and (e.created_at, e.user_id) <= (m.created_at, m.user_id)) as seat,
              owner.id is null and coalesce(s.workspace_id <> u.id, false) as "hasLostWorkspace", coalesce(owner.deletion_due_at is not null, false) as "isEnding"
       from sessions s join users u on u.id = s.user_id
         left join workspace_members m on m.workspace_id = s.workspace_id and m.user_id = s.user_id
         left join users owner on owner.id = m.workspace_id and owner.status = 'active'
       where s.id = $1 and s.revoked_at is null and s.expires_at > now()`,
      [sessionId],
    );
    return rows[0];
  }

  /** The session of a refresh token, in any state. */
  async findByToken(tokenHash: Buffer): Promise<Rotation | undefined> {
    const rows = await this.sessions.query<Rotation[]>(
      'select s.id as "sessionId", s.user_id as "userId" from refresh_tokens t join sessions s on s.id = t.session_id where t.token_hash = $1',
      [tokenHash],
    );
    return rows[0];
  }

  /** Records that the person has just entered the password again. */
  async confirm(sessionId: string): Promise<Date> {
    const [rows] = await this.sessions.query<[{ at: Date }[], number]>(
      'update sessions set authenticated_at = now() where id = $1 returning authenticated_at as at',
      [sessionId],
    );
    return (rows[0] as { at: Date }).at;
  }

  find(userId: string, id: string): Promise<Session | null> {
    return this.sessions.findOneBy({ userId, id });
  }

  listLive(userId: string): Promise<Session[]> {
    return this.sessions
      .createQueryBuilder('s')
      .where('s.user_id = :userId and s.revoked_at is null and s.expires_at > now()', { userId })
      .orderBy('s.last_used_at', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(200)
      .getMany();
  }

  /**
   * Unless the user has only signed out of one session, the devices and networks of earlier sign-ins become unknown as
   * well, except the networks of the sessions that stay.
   * @returns the number of ended sessions
   */
  revoke(
    userId: string,
    reason: RevocationReason,
    which: { id?: string; except?: string } = {},
    manager?: EntityManager,
  ): Promise<number> {
    const work = async (within: EntityManager) => {
      // Locks the user's row before the sessions, in the order of all other code.
      if (!which.id || reason !== 'signed_out') await this.forgetDevices(userId, which.id, within);
      return this.end(userId, reason, which, within);
    };
    return manager ? work(manager) : this.sessions.manager.transaction(work);
  }

  /** @param sessionId of the session that ends; nothing changes once it has ended */
  private async forgetDevices(userId: string, sessionId: string | undefined, manager: EntityManager): Promise<void> {
    const isLive = 'exists (select from sessions where id = :sessionId and user_id = :userId and revoked_at is null)';
    // The clock of this process, which also dates device tokens.
    await manager
      .createQueryBuilder()
      .update(User)
      .set({ devicesValidFrom: new Date() })
      .where('id = :userId', { userId })
      .andWhere(sessionId ? isLive : 'true', { sessionId })
      .execute();
  }

  private async end(
    userId: string,
    reason: RevocationReason,
    which: { id?: string; except?: string },
    manager: EntityManager,
  ): Promise<number> {
    const result = await manager
      .createQueryBuilder()
      .update(Session)
      .set({ revokedAt: () => 'now()', revokedReason: reason })
      .where('user_id = :userId and revoked_at is null', { userId })
      .andWhere(which.id ? 'id = :id' : 'true', { id: which.id })
      .andWhere(which.except ? 'id <> :except' : 'true', { except: which.except })
      .execute();
    return result.affected ?? 0;
  }

  /**
   * Whether the user signed in from this network in the last 30 days, and the session went on or was signed out there.
   */
  async knowsNetwork(userId: string, ip: string): Promise<boolean> {
    const rows = await this.sessions.query<{ known: boolean }[]>(
      `select exists (
         select from sessions s join users u on u.id = s.user_id
         where s.user_id = $1 and s.network = $2 and s.created_at > now() - interval '30 days' and (s.revoked_at is null
           or s.revoked_reason = 'signed_out' and s.created_at >= coalesce(u.devices_valid_from, '-infinity'))) as known`,
      [userId, networkOf(ip)],
    );
    return rows[0]?.known ?? false;
  }

  async hasAny(userId: string): Promise<boolean> {
    return this.sessions.existsBy({ userId });
  }
}
