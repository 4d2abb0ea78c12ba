import { randomSecret, sha256 } from '@app/core';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { UserPrincipal } from './principal';

const PREFIX = 'rw_ticket_';
const SECONDS = 60;

export interface StreamTicket {
  ticket: string;
  expiresAt: Date;
}

/**
 * Credentials for browsers, whose EventSource sends no headers: 256 random bits in the query of one path, stored as a
 * hash, valid for one request within a minute, with the rights of the credential that requested it.
 */
@Injectable()
export class StreamTicketsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** @param path that the ticket opens, without query */
  async issue(principal: UserPrincipal, path: string): Promise<StreamTicket> {
    const ticket = randomSecret(PREFIX);
    await this.dataSource.query('delete from stream_tickets where user_id = $1 and expires_at <= now()', [
      principal.userId,
    ]);
    const [issued] = await this.dataSource.query<{ expiresAt: Date }[]>(
      `insert into stream_tickets (token_hash, user_id, principal, path, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => ${SECONDS})) returning expires_at as "expiresAt"`,
      [sha256(ticket), principal.userId, JSON.stringify(principal), path],
    );
    return { ticket, expiresAt: issued?.expiresAt as Date };
  }

  async removeAll(userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from stream_tickets where user_id = $1', [userId]);
  }

  /**
   * Consumes the ticket: only one of any number of requests gets the principal. Undefined for a ticket that is unknown,
   * used, expired or for another path, and when the credential that requested it has been revoked since or its user has
   * left the workspace.
   */
  async redeem(ticket: string, path: string): Promise<UserPrincipal | undefined> {
    const [rows] = await this.dataSource.query<[{ principal: UserPrincipal }[], number]>(
      `delete from stream_tickets t using users u
       where t.token_hash = $1 and t.path = $2 and t.expires_at > now() and u.id = t.user_id and u.status = 'active'
         and not exists (select from api_keys k where k.id::text = t.principal ->> 'keyId' and (k.revoked_at is not null or k.expires_at <= now()))
         and not exists (select from sessions s where s.id::text = t.principal ->> 'sessionId' and s.revoked_at is not null)
         and (t.principal ->> 'ownerId' = u.id::text or exists (
           select from workspace_members m where m.workspace_id::text = t.principal ->> 'ownerId' and m.user_id = u.id))
       returning t.principal`,
      [sha256(ticket), path],
    );
    const principal = rows[0]?.principal;
    if (principal?.kind !== 'session') return principal;
    // JSON has no dates.
    return { ...principal, authenticatedAt: new Date(principal.authenticatedAt) };
  }
}
