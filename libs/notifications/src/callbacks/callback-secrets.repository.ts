import { affectedRows, type SealedColumn, SealedColumnsService, SecretVaultService } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newSigningSecret, PREVIOUS_EXPIRES_AT, PREVIOUS_SECRET, ROTATED_SECRET } from './signing-secret';

const SECRET: SealedColumn = { table: 'callback_secrets', column: 'secret', key: 'owner_id' };
const PREVIOUS: SealedColumn = { table: 'callback_secrets', column: 'previous_secret', key: 'owner_id' };

/** What may be shown about the secret of an account at any time. */
export interface CallbackSecretFacts {
  createdAt: Date;
  /** Until when callbacks also carry a signature with the previous secret; null if they do not. */
  previousExpiresAt: Date | null;
}

export interface IssuedCallbackSecret extends CallbackSecretFacts {
  /** `whsec_` and the key in base64; shown once. */
  secret: string;
}

interface Row extends CallbackSecretFacts {
  secret: string;
  previousSecret: string | null;
}

const COLUMNS = `secret, created_at as "createdAt", ${PREVIOUS_SECRET} as "previousSecret", ${PREVIOUS_EXPIRES_AT} as "previousExpiresAt"`;

/** The secrets that sign the callbacks of an account: one, and during a rotation the previous one as well. */
@Injectable()
export class CallbackSecretsRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(SECRET);
    this.sealedColumns.declare(PREVIOUS);
  }

  /** Undefined for an account that never made a secret. */
  async find(ownerId: string): Promise<CallbackSecretFacts | undefined> {
    const row = await this.read(ownerId);
    return row && { createdAt: row.createdAt, previousExpiresAt: row.previousExpiresAt };
  }

  /** The secrets to sign with now, the newest first; empty for an account that never made one. */
  async signingSecrets(ownerId: string): Promise<string[]> {
    const row = await this.read(ownerId);
    if (!row) return [];
    const previous = row.previousSecret === null ? [] : [this.vault.open(row.previousSecret, PREVIOUS, ownerId)];
    return [this.vault.open(row.secret, SECRET, ownerId), ...previous];
  }

  /**
   * Makes a new secret. The secret that it replaces also signs for `graceSeconds`; one that an earlier rotation
   * replaced ends now. Concurrent calls wait for each other.
   */
  async rotate(ownerId: string, graceSeconds: number, manager: EntityManager): Promise<IssuedCallbackSecret> {
    const secret = newSigningSecret();
    const sealed = this.vault.seal(secret, SECRET, ownerId);
    // The update changes nothing: it locks the row that exists.
    const [stored] = await manager.query<Row[]>(
      `insert into callback_secrets (owner_id, secret) values ($1, $2)
       on conflict (owner_id) do update set secret = callback_secrets.secret returning ${COLUMNS}`,
      [ownerId, sealed],
    );
    if (!stored || stored.secret === sealed)
      return { secret, createdAt: stored?.createdAt ?? new Date(), previousExpiresAt: null };
    const previous = this.vault.seal(this.vault.open(stored.secret, SECRET, ownerId), PREVIOUS, ownerId);
    const [[row]] = await manager.query<[[CallbackSecretFacts], number]>(
      `update callback_secrets set created_at = now(), ${ROTATED_SECRET} where owner_id = $1 returning ${COLUMNS}`,
      [ownerId, sealed, previous, graceSeconds],
    );
    return { secret, createdAt: row.createdAt, previousExpiresAt: row.previousExpiresAt };
  }

  /** @returns the number of rows */
  async erase(ownerId: string, manager: EntityManager): Promise<number> {
    return affectedRows(manager, 'delete from callback_secrets where owner_id = $1', [ownerId]);
  }

  private async read(ownerId: string): Promise<Row | undefined> {
    const rows = await this.dataSource.query<Row[]>(`select ${COLUMNS} from callback_secrets where owner_id = $1`, [
      ownerId,
    ]);
    return rows[0];
  }
}
