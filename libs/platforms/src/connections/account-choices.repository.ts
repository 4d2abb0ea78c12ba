import {
  affectedRows,
  changesOne,
  newId,
  type Owner,
  type SealedColumn,
  SealedColumnsService,
  SecretVaultService,
} from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { GrantedAccount } from '../platform-adapter';

const CANDIDATES: SealedColumn = { table: 'platform_choices', column: 'candidates' };
const MINUTES = 10;
/** Choices of one owner that may be open. */
const MOST_OPEN = 10;

/** Accounts among which the owner has to choose. */
export interface AccountChoice {
  platform: string;
  /** The person who connects. */
  createdBy: string;
  expiresAt: Date;
  candidates: GrantedAccount[];
}

/** Accounts that one login gave access to, until the owner has chosen which to connect; sealed, for ten minutes. */
@Injectable()
export class AccountChoicesRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(CANDIDATES);
  }

  /** @returns the id of the choice */
  async offer(ownerId: string, { platform, createdBy, candidates }: Omit<AccountChoice, 'expiresAt'>): Promise<string> {
    const id = newId();
    await this.dataSource.query(
      `delete from platform_choices where user_id = $1 and (expires_at <= clock_timestamp() or id not in (
         select id from platform_choices where user_id = $1 order by created_at desc limit ${MOST_OPEN - 1}))`,
      [ownerId],
    );
    await this.dataSource.query(
      `insert into platform_choices (id, user_id, created_by, platform, candidates, expires_at)
       values ($1, $2, $3, $4, $5, clock_timestamp() + interval '${MINUTES} minutes')`,
      [id, ownerId, createdBy, platform, this.vault.seal(JSON.stringify(candidates), CANDIDATES, id)],
    );
    return id;
  }

  /** Undefined for one that is unknown, made, expired or of another owner. */
  async find({ ownerId }: Owner, id: string): Promise<AccountChoice | undefined> {
    const [row] = await this.dataSource.query<(Omit<AccountChoice, 'candidates'> & { candidates: string })[]>(
      `select platform, created_by as "createdBy", expires_at as "expiresAt", candidates from platform_choices
       where id = $1 and user_id = $2 and expires_at > clock_timestamp()`,
      [id, ownerId],
    );
    if (!row) return undefined;
    const candidates = JSON.parse(this.vault.open(row.candidates, CANDIDATES, id), reviveDates) as GrantedAccount[];
    return { ...row, candidates };
  }

  /** @returns false when it was made meanwhile; only one of any number of transactions gets true */
  async remove(id: string, manager: EntityManager): Promise<boolean> {
    return changesOne(manager, 'delete from platform_choices where id = $1', [id]);
  }

  /** Deletes the choices of one person for an owner, with the accounts that were offered. */
  async removeOf({ ownerId }: Owner, userId: string, manager: EntityManager): Promise<void> {
    await manager.query('delete from platform_choices where user_id = $1 and created_by = $2', [ownerId, userId]);
  }

  /** Deletes expired choices, whose tokens still work at the platform. @returns the number of choices */
  async removeExpired(manager: EntityManager): Promise<number> {
    return affectedRows(manager, 'delete from platform_choices where expires_at <= clock_timestamp()');
  }
}

const reviveDates = (name: string, value: unknown): unknown =>
  name.endsWith('ExpiresAt') && typeof value === 'string' ? new Date(value) : value;
