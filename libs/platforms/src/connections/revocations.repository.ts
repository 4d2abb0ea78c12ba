import { newId, type SealedColumn, SealedColumnsService, SecretVaultService, sealBroken } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { AccountAccess } from '../account-access';
import { type AccountLogin, PlatformAccountsRepository } from '../accounts/platform-accounts.repository';

const ACCESS: SealedColumn = { table: 'platform_revocations', column: 'access' };
const DAYS = 7;

/** The access of a removed account, which still has to end at its platform. */
export interface Revocation extends AccountLogin {
  access: AccountAccess;
}

/** Accesses of accounts that were removed here and still work at their platforms; sealed, for a week at most. */
@Injectable()
export class RevocationsRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: PlatformAccountsRepository,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(ACCESS);
  }

  /**
   * Keeps the access of every account of an owner, before the accounts are removed. Leaves out tokens that cannot be
   * decrypted.
   * @returns the ids of the revocations
   */
  async plan(ownerId: string, manager: EntityManager): Promise<string[]> {
    const ids: string[] = [];
    for (const { id: accountId, platform, externalId, login } of await this.accounts.list({ ownerId }, manager)) {
      const stored = await this.accounts.tokensOf(accountId, manager).catch((error: unknown) => {
        if (sealBroken.is(error)) return undefined;
        throw error;
      });
      if (!stored) continue;
      const { accessToken, refreshToken } = stored;
      const id = newId();
      const access: AccountAccess = { externalId, accessToken, refreshToken };
      await manager.query(
        `insert into platform_revocations (id, user_id, platform, external_id, login, access, due_at)
         values ($1, $2, $3, $4, $5, $6, clock_timestamp() + interval '1 hour')`,
        [id, ownerId, platform, externalId, login, this.vault.seal(JSON.stringify(access), ACCESS, id)],
      );
      ids.push(id);
    }
    return ids;
  }

  /** Undefined when it has ended. */
  async find(id: string): Promise<Revocation | undefined> {
    const [row] = await this.dataSource.query<(AccountLogin & { access: string })[]>(
      `select id, user_id as "userId", platform, external_id as "externalId", login, access from platform_revocations where id = $1`,
      [id],
    );
    return row && { ...row, access: JSON.parse(this.vault.open(row.access, ACCESS, id)) as AccountAccess };
  }

  async remove(id: string): Promise<void> {
    await this.dataSource.query('delete from platform_revocations where id = $1', [id]);
  }

  /**
   * Takes revocations whose job may be lost or has failed; they are due again in an hour. Gives up those that are a
   * week old.
   */
  async takeDue(limit: number, manager: EntityManager): Promise<string[]> {
    await manager.query(
      `delete from platform_revocations where created_at < clock_timestamp() - interval '${DAYS} days'`,
    );
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update platform_revocations set due_at = clock_timestamp() + interval '1 hour' where id in (
         select id from platform_revocations where due_at <= clock_timestamp() order by due_at limit $1 for update skip locked)
       returning id`,
      [limit],
    );
    return rows.map(({ id }) => id);
  }
}
