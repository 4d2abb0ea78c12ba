import { affectedRows, type SealedColumn, SealedColumnsService, SecretVaultService } from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

const WEBHOOK: SealedColumn = { table: 'notification_settings', column: 'discord_webhook', key: 'owner_id' };

export interface StoredNotificationSettings {
  discordWebhook: string | null;
  /** The choices that differ from the default. */
  choices: Record<string, Record<string, boolean>>;
}

const NOTHING: StoredNotificationSettings = { discordWebhook: null, choices: {} };

@Injectable()
export class NotificationSettingsRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(WEBHOOK);
  }

  async find(ownerId: string, manager = this.dataSource.manager): Promise<StoredNotificationSettings> {
    return this.read(ownerId, '', manager);
  }

  /** Locks them until the transaction ends. */
  async lock(ownerId: string, manager: EntityManager): Promise<StoredNotificationSettings> {
    await manager.query('insert into notification_settings (owner_id) values ($1) on conflict do nothing', [ownerId]);
    return this.read(ownerId, 'for update', manager);
  }

  async save(
    ownerId: string,
    { discordWebhook, choices }: StoredNotificationSettings,
    manager: EntityManager,
  ): Promise<void> {
    await manager.query(
      'update notification_settings set discord_webhook = $2, choices = $3, updated_at = now() where owner_id = $1',
      [
        ownerId,
        discordWebhook === null ? null : this.vault.seal(discordWebhook, WEBHOOK, ownerId),
        JSON.stringify(choices),
      ],
    );
  }

  /** @returns the number of rows */
  async remove(ownerId: string, manager: EntityManager): Promise<number> {
    return affectedRows(manager, 'delete from notification_settings where owner_id = $1', [ownerId]);
  }

  private async read(
    ownerId: string,
    locking: '' | 'for update',
    manager: EntityManager,
  ): Promise<StoredNotificationSettings> {
    const [row] = await manager.query<StoredNotificationSettings[]>(
      `select discord_webhook as "discordWebhook", choices from notification_settings where owner_id = $1 ${locking}`,
      [ownerId],
    );
    if (!row) return NOTHING;
    return {
      ...row,
      discordWebhook: row.discordWebhook === null ? null : this.vault.open(row.discordWebhook, WEBHOOK, ownerId),
    };
  }
}
