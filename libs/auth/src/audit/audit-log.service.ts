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

/** A chain with new entries, which were read up to `to_seq`; `has_more` says whether some are left. */
interface VerifiedPart {
  chain: string;
  to_seq: string;
  has_more: boolean;
  /** The first entry that does not fit; null when all do. */
  broken: string | null;
}

/** The next chains with unverified entries: as many chains as `$3` entries belong to. */
const VERIFY_NEW = `with waiting as (
    select chain, seq, verified_seq, least(seq, verified_seq + $3) as to_seq,
      sum(least(seq - verified_seq, $3)) over (order by chain) as entries
    from audit_chains where seq > verified_seq and (chain > $1::uuid or $2 and chain = $1::uuid) order by chain limit $3
  ) select chain, to_seq, seq > to_seq as has_more,
      (select min(found.seq) from broken_audit_chains(chain, verified_seq, chain, to_seq) found) as broken
    from waiting where entries <= $3 order by chain`;
// Skips locked chains: it changes several, and a request that holds one may wait for another. The next run marks the
// rest.
const MARK_VERIFIED = `update audit_chains c set verified_seq = v.to_seq from (
    select chain, to_seq from unnest($1::uuid[], $2::bigint[]) v (chain, to_seq) join audit_chains a using (chain)
    where a.verified_seq < to_seq for update of a skip locked) v where c.chain = v.chain returning c.chain`;

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
  /** Entries at or after this time. */
  from?: Date;
  /** Entries before this time. */
  to?: Date;
}

/** The newest entries of one chain, verified. */
export interface VerifiedChain {
  /** Entries of the chain. */
  entries: number;
  /** How many of them, the newest, were verified. */
  verified: number;
  /** Number of the first entry that was changed, removed or inserted by hand; null when all fit. */
  brokenAt: number | null;
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
    const { chain, actorId, targetId, action, from, to } = filter;
    const query = this.entries.createQueryBuilder('e').where(definedOnly({ chain, actorId, targetId, action }));
    if (from) query.andWhere('e.createdAt >= :from', { from });
    if (to) query.andWhere('e.createdAt < :to', { to });
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
   * Verifies the entries since the last verification. A chain counts as broken until it is repaired. Only `verifyAll`
   * notices changes to entries that were already verified.
   * @param batch entries per statement
   * @returns the number of broken chains
   */
  async verifyNew(batch = ENTRIES_A_STATEMENT): Promise<number> {
    const broken = new Map<string, string>();
    for (let [after, inclusive] = [OPERATORS, true]; ; ) {
      const parts = await this.entries.manager.query<VerifiedPart[]>(VERIFY_NEW, [after, inclusive, batch]);
      const last = parts.at(-1);
      if (!last) break;
      for (const { chain, broken: seq } of parts) if (seq !== null) broken.set(chain, seq);
      const whole = parts.filter((part) => part.broken === null);
      const [marked] = await this.entries.manager.query<[{ chain: string }[], number]>(MARK_VERIFIED, [
        whole.map(({ chain }) => chain),
        whole.map(({ to_seq }) => to_seq),
      ]);
      [after, inclusive] = [last.chain, last.has_more && marked.some(({ chain }) => chain === last.chain)];
    }
    return this.report(broken);
  }

  /**
   * Verifies the whole log, `batch` entries per statement, so that each statement stays within its time limit however long
   * the log is.
   * @returns the number of broken chains
   */
  async verifyAll(manager: EntityManager, batch = ENTRIES_A_STATEMENT): Promise<number> {
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
    // From now on the hourly verification reports them as well.
    for (const [chain, seq] of broken)
      await manager.query(
        'update audit_chains set verified_seq = $2::bigint - 1 where chain = $1 and verified_seq >= $2::bigint',
        [chain, seq],
      );
    return this.report(broken);
  }

  /**
   * Verifies one chain now.
   * @param most entries to verify, the newest
   */
  async verifyChain(chain: string, most = ENTRIES_A_STATEMENT): Promise<VerifiedChain> {
    const [row] = await this.entries.manager.query<{ entries: number; verified: number; brokenAt: number | null }[]>(
      `select seq::float8 as entries, least(seq, $2)::float8 as verified,
          (select min(found.seq)::float8 from broken_audit_chains($1, greatest(seq - $2, 0), $1, seq) found) as "brokenAt"
        from audit_chains where chain = $1`,
      [chain, most],
    );
    return row ?? { entries: 0, verified: 0, brokenAt: null };
  }

  /** Logs an error for each broken chain and sets `audit_chains_broken`. */
  private report(broken: ReadonlyMap<string, string>): number {
    for (const [chain, seq] of broken)
      this.logger.error(`the audit log was altered: chain ${chain} is broken at entry ${seq}`);
    brokenChains.set({}, broken.size);
    return broken.size;
  }
}

const definedOnly = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
