import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ConfigurationError } from '../config/read-env';
import { type SealedColumn, SecretVaultService } from './secret-vault.service';

const BATCH = 200;

/**
 * Lists every sealed column of the loaded libs: the start checks that their keys exist, and a rotation reseals them.
 */
@Injectable()
export class SealedColumnsService implements OnApplicationBootstrap {
  private readonly columns: SealedColumn[] = [];

  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
  ) {}

  /** For `onModuleInit` of the lib that owns the table. */
  declare(column: SealedColumn): void {
    this.columns.push(column);
  }

  /** @throws ConfigurationError when a stored secret needs a key that no longer exists */
  async onApplicationBootstrap(): Promise<void> {
    for (const column of this.columns) {
      for (const version of await this.versionsIn(column)) {
        if (!this.vault.keys.versions.includes(version))
          throw new ConfigurationError([
            `TOKEN_ENC_KEYS lacks v${version}, which ${column.table}.${column.column} still needs`,
          ]);
      }
    }
  }

  /**
   * Seals everything with the current key while other work continues; may be interrupted and repeated. @returns the
   * number of values that were sealed with former keys
   */
  async resealAll(progress: (column: SealedColumn, rows: number) => void = () => undefined): Promise<number> {
    let total = 0;
    for (const column of this.columns) {
      for (let rows = await this.resealBatch(column); rows > 0; rows = await this.resealBatch(column)) {
        total += rows;
        progress(column, rows);
      }
    }
    return total;
  }

  private async versionsIn({ table, column }: SealedColumn): Promise<number[]> {
    if (!(await this.exists(table, column))) return [];
    const rows = await this.dataSource.query<{ version: number }[]>(
      `select distinct substring(${column} from '^v([0-9]+)[.]')::int as version from ${table} where ${column} is not null`,
    );
    return rows.map(({ version }) => version);
  }

  /** A process that is newer than the schema waits for the column, and is not ready meanwhile. */
  private async exists(table: string, column: string): Promise<boolean> {
    const [{ exists }] = await this.dataSource.query<[{ exists: boolean }]>(
      `select exists (select from pg_attribute where attrelid = to_regclass($1) and attname = $2) as exists`,
      [table, column],
    );
    return exists;
  }

  /**
   * Seals up to 200 values with the current key. Each row is locked for its own statement only, so that no process waits
   * to store a token; a value that was changed meanwhile stays, and is read again. @returns the number of rows read
   */
  private async resealBatch(sealed: SealedColumn): Promise<number> {
    const { table, column, key = 'id' } = sealed;
    const rows = await this.dataSource.query<{ id: string; value: string }[]>(
      `select ${key} as id, ${column} as value from ${table} where ${column} is not null and ${column} not like $1 order by ${key} limit ${BATCH}`,
      [`v${this.vault.keys.currentVersion}.%`],
    );
    for (const { id, value } of rows)
      await this.dataSource.query(`update ${table} set ${column} = $2 where ${key} = $1 and ${column} = $3`, [
        id,
        this.vault.seal(this.vault.open(value, sealed, id), sealed, id),
        value,
      ]);
    return rows.length;
  }
}
