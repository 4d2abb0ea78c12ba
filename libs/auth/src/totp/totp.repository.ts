import { changesOne, type SealedColumn, SealedColumnsService, SecretVaultService } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const SECRET: SealedColumn = { table: 'totp_secrets', column: 'secret', key: 'user_id' };

export interface StoredTotp {
  secret: string;
  enabled: boolean;
}

@Injectable()
export class TotpRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(SECRET);
  }

  /** Replaces an unfinished set-up. False when two-factor authentication is on. */
  async begin(userId: string, secret: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      `insert into totp_secrets as t (user_id, secret) values ($1, $2)
       on conflict (user_id) do update set secret = excluded.secret, created_at = now() where t.enabled_at is null returning 1`,
      [userId, this.vault.seal(secret, SECRET, userId)],
    );
    return rows.length > 0;
  }

  async find(userId: string): Promise<StoredTotp | undefined> {
    const rows = await this.dataSource.query<{ secret: string; enabled: boolean }[]>(
      'select secret, enabled_at is not null as enabled from totp_secrets where user_id = $1',
      [userId],
    );
    return rows[0] && { secret: this.vault.open(rows[0].secret, SECRET, userId), enabled: rows[0].enabled };
  }

  async isEnabled(userId: string): Promise<boolean> {
    const rows = await this.dataSource.query<unknown[]>(
      'select 1 from totp_secrets where user_id = $1 and enabled_at is not null',
      [userId],
    );
    return rows.length > 0;
  }

  /** False when another request was faster. */
  async enable(userId: string, step: number, codeHashes: readonly Buffer[], manager: EntityManager): Promise<boolean> {
    const isEnabled = await changesOne(
      manager,
      'update totp_secrets set enabled_at = now(), last_step = $2 where user_id = $1 and enabled_at is null',
      [userId, step],
    );
    if (!isEnabled) return false;
    await manager.query('insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])', [
      userId,
      codeHashes,
    ]);
    return true;
  }

  /** Consumes a time step: each code works once (RFC 6238 §5.2). */
  async useStep(userId: string, step: number): Promise<boolean> {
    return changesOne(this.dataSource, 'update totp_secrets set last_step = $2 where user_id = $1 and last_step < $2', [
      userId,
      step,
    ]);
  }

  async useRecoveryCode(userId: string, codeHash: Buffer): Promise<boolean> {
    return changesOne(this.dataSource, 'delete from recovery_codes where user_id = $1 and code_hash = $2', [
      userId,
      codeHash,
    ]);
  }

  /** Replaces all recovery codes. False when two-factor authentication is off. */
  async replaceRecoveryCodes(userId: string, codeHashes: readonly Buffer[], manager: EntityManager): Promise<boolean> {
    // A second replacement waits here: its delete would not see the codes that the first one is about to insert.
    const locked = await manager.query<unknown[]>(
      'select 1 from totp_secrets where user_id = $1 and enabled_at is not null for update',
      [userId],
    );
    if (locked.length === 0) return false;
    await manager.query('delete from recovery_codes where user_id = $1', [userId]);
    await manager.query('insert into recovery_codes (user_id, code_hash) select $1, unnest($2::bytea[])', [
      userId,
      codeHashes,
    ]);
    return true;
  }

  /** @returns whether two-factor authentication was on */
  async remove(userId: string, manager: EntityManager): Promise<boolean> {
    const [rows] = await manager.query<[{ enabled: boolean }[], number]>(
      'delete from totp_secrets where user_id = $1 returning enabled_at is not null as enabled',
      [userId],
    );
    return rows[0]?.enabled ?? false;
  }
}
