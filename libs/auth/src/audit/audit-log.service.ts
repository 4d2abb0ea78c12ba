import { gauge, newId, type Page, readPage, requestContext } from '@app/core';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { Principal } from '../access/principal';
import { type ActorKind, AuditEntry } from './audit-entry.entity';

/** The chain of the operators' actions; every other chain belongs to an account. */
export const OPERATORS = '00000000-0000-0000-0000-000000000000';

/** Small enough that a statement ends long before its time limit. */
const ENTRIES_A_STATEMENT = 20_000;

/** An entry; Postgres sends `bigint` as text. */
interface Position {
  chain: string;
  seq: string;
}
const START: Position = { chain: OPERATORS, seq: '0' };
const END: Position = { chain: 'ffffffff-ffff-ffff-ffff-ffffffffffff', seq: '9223372036854775807' };

/** Who acts, and from where. */
export interface Actor {
  kind: ActorKind;
  id: string | null;
  ip: string | null;
}

export interface AuditRecord {
  chain: string;
  action: `${Lowercase<string>}.${Lowercase<string>}`;
  target: { type: Lowercase<string>; id: string | null };
  before?: object;
  after?: object;
}

export interface AuditFilter {
  chain?: string;
  actorId?: string;
  targetId?: string;
  action?: string;
}

/** The user or API key with this id, if it still exists. */
export interface AuditName {
  /** The user's or the key's name. */
  name: string;
  /** The user's address, or that of the key's owner. */
  email: string;
}

export interface NamedAuditEntry {
  entry: AuditEntry;
  actor?: AuditName;
  target?: AuditName;
}

export function actorOf(principal: Principal, ip: string): Actor {
  if (principal.kind === 'machine') return { kind: 'machine', id: null, ip };
  return principal.kind === 'api_key'
    ? { kind: 'api_key', id: principal.keyId, ip }
    : { kind: 'user', id: principal.userId, ip };
}

const brokenChains = gauge(
  'audit_chains_broken',
  'Chains of the audit log in which an entry was changed, removed or inserted by hand',
);

/** Records who did what to accounts. Each entry is written in the transaction of the change that it records. */
@Injectable()
export class AuditLogService {
  private readonly logger = new Logger('AuditLog');

  constructor(@InjectRepository(AuditEntry) private readonly entries: Repository<AuditEntry>) {}

  async append(
    actor: Actor,
    { chain, action, target, before, after }: AuditRecord,
    manager: EntityManager = this.entries.manager,
  ): Promise<void> {
    await manager.query(
      `insert into audit_log (id, chain, actor_kind, actor_id, action, target_type, target_id, before, after, ip, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        newId(),
        chain,
        actor.kind,
        actor.id,
        action,
        target.type,
        target.id,
        before ?? null,
        after ?? null,
        actor.ip,
        requestContext()?.requestId ?? null,
      ],
    );
  }

  /** Newest first. */
  async list(filter: AuditFilter, page: { limit: number; cursor?: string }): Promise<Page<NamedAuditEntry>> {
    const { chain, actorId, targetId, action } = filter;
    const query = this.entries.createQueryBuilder('e').where(definedOnly({ chain, actorId, targetId, action }));
    const { rows, ...rest } = await readPage(query, page);
    const names = await this.namesOf(rows.flatMap((entry) => [entry.actorId, entry.targetId]));
    const nameOf = (id: string | null) => (id === null ? undefined : names.get(id));
    return {
      ...rest,
      rows: rows.map((entry) => ({ entry, actor: nameOf(entry.actorId), target: nameOf(entry.targetId) })),
    };
  }

  /** Current names: the log itself holds only ids, so that an erasure need not change it. */
  private async namesOf(ids: readonly (string | null)[]): Promise<ReadonlyMap<string, AuditName>> {
    const rows = await this.entries.manager.query<(AuditName & { id: string })[]>(
      `select id, name, email from users where id = any($1)
       union all
       select k.id, k.name, u.email from api_keys k join users u on u.id = k.user_id where k.id = any($1)`,
      [ids.filter((id) => id !== null)],
    );
    return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
  }

  /**
   * Reads the whole log, `batch` entries per statement, so that each statement stays within its time limit however long
   * the log is. Logs an error for each chain in which an entry was changed, removed or inserted by hand, and sets
   * `audit_chains_broken`.
   * @returns the number of broken chains
   */
  async verify(manager: EntityManager, batch = ENTRIES_A_STATEMENT): Promise<number> {
    const broken = new Map<string, string>();
    for (let after: Position = START, isLast = false; !isLast; ) {
      const [end] = await manager.query<Position[]>(
        `select chain, seq from audit_log where (chain, seq) > ($1::uuid, $2::bigint) order by chain, seq offset $3 limit 1`,
        [after.chain, after.seq, batch - 1],
      );
      const to = end ?? END;
      const found = await manager.query<Position[]>('select chain, seq from broken_audit_chains($1, $2, $3, $4)', [
        after.chain,
        after.seq,
        to.chain,
        to.seq,
      ]);
      for (const { chain, seq } of found) if (!broken.has(chain)) broken.set(chain, seq);
      [after, isLast] = [to, end === undefined];
    }
    for (const [chain, seq] of broken)
      this.logger.error(`the audit log was altered: chain ${chain} is broken at entry ${seq}`);
    brokenChains.set({}, broken.size);
    return broken.size;
  }
}

const definedOnly = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
