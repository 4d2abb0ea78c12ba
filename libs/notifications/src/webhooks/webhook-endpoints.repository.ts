import {
  affectedRows,
  changesOne,
  deleteInBatches,
  newId,
  type Owner,
  type SealedColumn,
  SealedColumnsService,
  SecretVaultService,
} from '@app/core';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { newSigningSecret, PREVIOUS_EXPIRES_AT, PREVIOUS_SECRET, ROTATED_SECRET } from '../callbacks/signing-secret';
import { DELIVERIES_CHANNEL } from '../events/account-events.repository';
import { tooManyWebhooks, webhookExists } from '../notifications.errors';
import type { NewWebhookEndpoint, WebhookEndpoint, WebhookEndpointChanges } from './webhook-endpoint';

const SECRET: SealedColumn = { table: 'webhook_endpoints', column: 'secret', key: 'id' };
const PREVIOUS: SealedColumn = { table: 'webhook_endpoints', column: 'previous_secret', key: 'id' };
export const MOST_WEBHOOKS = 20;

const COLUMNS = `id, user_id as "userId", url, description, events, disabled_reason as "disabledReason",
  failing_since as "failingSince", created_at as "createdAt", ${PREVIOUS_EXPIRES_AT} as "previousExpiresAt"`;

/** Addresses of customers that receive events; their secrets are sealed at rest. */
@Injectable()
export class WebhookEndpointsRepository implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly vault: SecretVaultService,
    private readonly sealedColumns: SealedColumnsService,
  ) {}

  onModuleInit(): void {
    this.sealedColumns.declare(SECRET);
    this.sealedColumns.declare(PREVIOUS);
  }

  /** In the order in which they were created. */
  list({ ownerId }: Owner): Promise<WebhookEndpoint[]> {
    return this.dataSource.query(
      `select ${COLUMNS} from webhook_endpoints where user_id = $1 order by created_at, id`,
      [ownerId],
    );
  }

  /** Undefined for one that does not exist or belongs to another owner. */
  async find({ ownerId }: Owner, id: string): Promise<WebhookEndpoint | undefined> {
    const rows = await this.dataSource.query<WebhookEndpoint[]>(
      `select ${COLUMNS} from webhook_endpoints where id = $1 and user_id = $2`,
      [id, ownerId],
    );
    return rows[0];
  }

  /** The secret is never shown again. @throws too_many_webhooks, webhook_exists */
  async create(
    { ownerId }: Owner,
    { url, description, events }: NewWebhookEndpoint,
    manager: EntityManager,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string }> {
    const id = newId();
    await this.claimUrl(ownerId, id, url, manager);
    const secret = newSigningSecret();
    const rows = await manager.query<WebhookEndpoint[]>(
      `insert into webhook_endpoints (id, user_id, url, description, events, secret) select $1, $2, $3, $4, $5, $6
       where (select count(*) from webhook_endpoints where user_id = $2) < ${MOST_WEBHOOKS} returning ${COLUMNS}`,
      [id, ownerId, url, description, events, this.vault.seal(secret, SECRET, id)],
    );
    if (!rows[0]) throw tooManyWebhooks();
    return { endpoint: rows[0], secret };
  }

  /** Undefined when the owner has no such endpoint. Enabling one clears its failures. @throws webhook_exists */
  async change(
    { ownerId }: Owner,
    id: string,
    { url, description, events, enabled }: WebhookEndpointChanges,
    manager: EntityManager,
  ): Promise<WebhookEndpoint | undefined> {
    if (url !== undefined) await this.claimUrl(ownerId, id, url, manager);
    const [rows] = await manager.query<[WebhookEndpoint[], number]>(
      `update webhook_endpoints set url = coalesce($3, url), description = coalesce($4, description), events = coalesce($5, events),
         disabled_reason = case when $6 then null when not $6 then coalesce(nullif(disabled_reason, 'plan'), 'owner') else disabled_reason end,
         failing_since = case when $6 then null else failing_since end
       where id = $1 and user_id = $2 returning ${COLUMNS}`,
      [id, ownerId, url, description, events, enabled],
    );
    return rows[0];
  }

  /** False when the owner has no such endpoint. Its deliveries are deleted with it. */
  async remove({ ownerId }: Owner, id: string, manager: EntityManager): Promise<boolean> {
    return changesOne(manager, 'delete from webhook_endpoints where id = $1 and user_id = $2', [id, ownerId]);
  }

  /**
   * Makes a new secret; the former one signs as well for `graceSeconds`. Undefined when the owner has no such endpoint.
   * Concurrent calls wait for each other.
   */
  async rotateSecret(
    { ownerId }: Owner,
    id: string,
    graceSeconds: number,
    manager: EntityManager,
  ): Promise<{ endpoint: WebhookEndpoint; secret: string } | undefined> {
    const [stored] = await manager.query<{ secret: string }[]>(
      'select secret from webhook_endpoints where id = $1 and user_id = $2 for update',
      [id, ownerId],
    );
    if (!stored) return undefined;
    const secret = newSigningSecret();
    const previous = this.vault.seal(this.vault.open(stored.secret, SECRET, id), PREVIOUS, id);
    const [[endpoint]] = await manager.query<[[WebhookEndpoint], number]>(
      `update webhook_endpoints set ${ROTATED_SECRET} where id = $1 returning ${COLUMNS}`,
      [id, this.vault.seal(secret, SECRET, id), previous, graceSeconds],
    );
    return { endpoint, secret };
  }

  /** The secrets to sign with now, the newest first; empty for an endpoint that was deleted. */
  async signingSecrets(id: string): Promise<string[]> {
    const [row] = await this.dataSource.query<{ secret: string; previous: string | null }[]>(
      `select secret, ${PREVIOUS_SECRET} as previous from webhook_endpoints where id = $1`,
      [id],
    );
    if (!row) return [];
    const previous = row.previous === null ? [] : [this.vault.open(row.previous, PREVIOUS, id)];
    return [this.vault.open(row.secret, SECRET, id), ...previous];
  }

  /** Concurrent changes of one owner wait for each other. @throws webhook_exists */
  private async claimUrl(ownerId: string, id: string, url: string, manager: EntityManager): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`webhooks ${ownerId}`]);
    const taken = await manager.query<unknown[]>(
      'select 1 from webhook_endpoints where user_id = $1 and url = $2 and id <> $3',
      [ownerId, url, id],
    );
    if (taken.length > 0)
      throw webhookExists(undefined, {
        errors: [{ path: 'url', code: 'url_taken', message: 'Another endpoint of the account has this address.' }],
      });
  }

  /** Owners of endpoints that are enabled or that their plan has disabled, in the order of their ids. */
  async ownersByPlan(
    { ownerId, after, limit }: { ownerId?: string; after?: string; limit: number },
    manager: EntityManager = this.dataSource.manager,
  ): Promise<string[]> {
    const rows = await manager.query<{ ownerId: string }[]>(
      `select distinct user_id as "ownerId" from webhook_endpoints
       where (disabled_reason is null or disabled_reason = 'plan') and ($1::uuid is null or user_id = $1)
         and ($2::uuid is null or user_id > $2) order by user_id limit $3`,
      [ownerId, after, limit],
    );
    return rows.map((row) => row.ownerId);
  }

  /** Disables the enabled endpoints of an owner whose plan does not include them. @returns their ids */
  async suspend(ownerId: string, manager: EntityManager): Promise<string[]> {
    const [rows] = await manager.query<[{ id: string }[], number]>(
      `update webhook_endpoints set disabled_reason = 'plan' where user_id = $1 and disabled_reason is null returning id`,
      [ownerId],
    );
    return rows.map(({ id }) => id);
  }

  /** Enables what `suspend` disabled. */
  async resume(ownerId: string, manager: EntityManager): Promise<void> {
    await manager.query(
      `with resumed as (
         update webhook_endpoints set disabled_reason = null, failing_since = null
         where user_id = $1 and disabled_reason = 'plan' returning 1
       ) select pg_notify('${DELIVERIES_CHANNEL}', '') from resumed`,
      [ownerId],
    );
  }

  /** @returns the number of endpoints */
  async erase(userId: string, manager: EntityManager): Promise<number> {
    const where = 'endpoint_id in (select id from webhook_endpoints where user_id = $1)';
    await deleteInBatches(manager, { table: 'webhook_deliveries', where }, [userId]);
    return affectedRows(manager, 'delete from webhook_endpoints where user_id = $1', [userId]);
  }
}
